using System.Buffers.Binary;
using System.IO.Compression;
using SeqGan.Data.Images;
using SeqGan.Formats;
using SeqGan.Tests.Support;
using SeqGan.TestSupport;
using SeqGan.Tokenization;

namespace SeqGan.Tests.Data.Images;

public sealed class ImageSetsTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    void Put(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        if (!name.EndsWith(".gz", StringComparison.Ordinal))
        {
            File.WriteAllBytes(_folder[name], bytes);
            return;
        }
        using var gzip = new GZipStream(File.Create(_folder[name]), CompressionLevel.Fastest);
        gzip.Write(bytes);
    }

    static byte[] Idx(int[] shape, byte[] values)
    {
        var header = new byte[4 + 4 * shape.Length];
        (header[2], header[3]) = (8, (byte)shape.Length);
        for (var i = 0; i < shape.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), shape[i]);
        return [.. header, .. values];
    }

    // Image i is 2 x 2 pixels of the value i; its label is i % classes.
    void PutIdx(string prefix, int count, int classes, string end = "")
    {
        Put($"{prefix}-images-idx3-ubyte{end}", Idx([count, 2, 2], [.. Enumerable.Range(0, 4 * count).Select(i => (byte)(i / 4))]));
        if (classes > 0) Put($"{prefix}-labels-idx1-ubyte{end}", Idx([count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % classes))]));
    }

    void PutPng(string name, int channels, int height, int width, byte value)
    {
        using var file = new MemoryStream();
        new PngFile(channels, height, width, [.. Enumerable.Repeat(value, channels * height * width)]).Write(file);
        Put(name, file.ToArray());
    }

    string Refused(string name = "", ImageSetOptions? options = null) => Assert.Throws<InvalidInputException>(() => ImageSets.Open(name.Length == 0 ? _folder.Path : _folder[name], options)).Message;

    [Theory]
    [InlineData("")]
    [InlineData(".gz")]
    public void A_folder_of_mnist_is_read(string end)
    {
        PutIdx("train", 12, 4, end);
        PutIdx("t10k", 6, 3, end); // lacks the last class
        var sets = ImageSets.Open(_folder.Path);
        Assert.Equal((12, 6, new ImageShape(1, 2, 2)), (sets.Train.Count, sets.Test.Count, sets.Test.Shape));
        Assert.Equal([0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3], sets.Train.Labels);
        Assert.Equal(["0", "1", "2", "3"], sets.Test.ClassNames);
        Assert.Equal([7, 7, 7, 7], sets.Train[7].ToArray());
        Assert.Equal("12 train, 6 test, 1 x 2 x 2", sets.Provenance["images"]);
        Assert.Equal(4, sets.Provenance.Keys.Count(name => name.StartsWith("sha256 of ", StringComparison.Ordinal)));
        Assert.Equal(sets.Provenance.Keys.Order(StringComparer.Ordinal), sets.Provenance.Keys);
    }

    [Fact]
    public void Classes_and_limits_choose_images()
    {
        PutIdx("train", 12, 4);
        PutIdx("test", 12, 4);
        var sets = ImageSets.Open(_folder.Path, new ImageSetOptions { Classes = [3, 1], MaximumImages = 4 });
        Assert.Equal(["3", "1"], sets.Train.ClassNames);
        Assert.Equal([1, 0, 0, 1], sets.Train.Labels); // four of the images 1 3 5 7 9 11
        Assert.Equal([1, 3, 7, 9], [.. Enumerable.Range(0, 4).Select(i => (int)sets.Train[i][0])]);
        Assert.Equal(4, sets.Test.Count);
        Assert.Contains("classes 0 to 3", Refused(options: new() { Classes = [4] }), StringComparison.Ordinal);
    }

    [Fact]
    public void One_file_is_split_by_the_pixels()
    {
        var values = Enumerable.Range(0, 800).Select(i => (byte)(i % 400 / 2)).ToArray(); // each image twice
        Put("images", Idx([200, 2, 2], [.. values]));
        var sets = ImageSets.Open(_folder["images"], new() { TestShare = 0.3 });
        Assert.Equal(200, sets.Train.Count + sets.Test.Count);
        Assert.InRange(sets.Test.Count, 30, 90);
        Assert.Empty(sets.Train.Labels);
        var train = Enumerable.Range(0, sets.Train.Count).Select(i => Convert.ToHexString(sets.Train[i])).ToHashSet();
        Assert.All(Enumerable.Range(0, sets.Test.Count), i => Assert.DoesNotContain(Convert.ToHexString(sets.Test[i]), train));
        Assert.Equal(0, ImageSets.Open(_folder["images"], new() { TestShare = 0 }).Test.Count);
        var grown = ImageSets.Open(_folder["images"], new() { TestShare = 0.3, Size = 4 }); // the side does not depend on the size
        Assert.Equal(sets.Test.Count, grown.Test.Count);
        Assert.Contains("no labels", Refused("images", new() { Classes = [0] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Cifar_files_are_read_in_order()
    {
        byte[] Record(int label, byte value, int group = -1) => [.. group < 0 ? Array.Empty<byte>() : [(byte)group], (byte)label, .. Enumerable.Repeat(value, CifarFile.ImageBytes)];
        Put("data_batch_1.bin", [.. Record(3, 10), .. Record(9, 11)]);
        Put("data_batch_2.bin.gz", Record(0, 12));
        Put("test_batch.bin", Record(5, 13));
        var sets = ImageSets.Open(_folder.Path);
        Assert.Equal((new ImageShape(3, 32, 32), 1), (sets.Train.Shape, sets.Test.Count));
        Assert.Equal([3, 9, 0], sets.Train.Labels);
        Assert.Equal([10, 11, 12], [.. Enumerable.Range(0, 3).Select(i => (int)sets.Train[i][3071])]);
        Assert.Equal("5", sets.Train.ClassNames[sets.Test.Labels[0]]);
        _folder.Write("batches.meta.txt", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "");
        Assert.Equal("f", ImageSets.Open(_folder.Path).Test.ClassNames[5]);
        _folder.Write("batches.meta.txt", "a", "b");
        Assert.Contains("2 names for 10 classes", Refused(), StringComparison.Ordinal);
        _folder.Write("batches.meta.txt", "a", "b", "../../c", "d", "e", "f", "g", "h", "i", "j");
        Assert.Contains("name 3 cannot be a file's: it must not be empty, '.' or '..'", Refused(), StringComparison.Ordinal);

        Put("hundred/train.bin", [.. Record(99, 1, 0), .. Record(98, 2, 19)]);
        Put("hundred/test.bin", Record(97, 3, 1));
        var hundred = ImageSets.Open(_folder["hundred"]);
        Assert.Equal((100, 99, 97), (hundred.Train.ClassNames.Length, hundred.Train.Labels[0], hundred.Test.Labels[0]));
        Assert.Equal(2, ImageSets.Open(_folder["hundred/train.bin"], new() { TestShare = 0 }).Train.Count);
    }

    [Fact]
    public void Folders_of_png_files_are_classes()
    {
        for (byte i = 0; i < 4; i++) PutPng($"dog/{i}.png", 3, 4, 4, i);
        for (byte i = 4; i < 7; i++) PutPng($"cat/{i}.PNG", 3, 4, 4, i);
        _folder.Write("cat/notes.txt", "not an image");
        var sets = ImageSets.Open(_folder.Path, new() { TestShare = 0 });
        Assert.Equal(["cat", "dog"], sets.Train.ClassNames);
        Assert.Equal([0, 0, 0, 1, 1, 1, 1], sets.Train.Labels);
        Assert.Equal([4, 5, 6, 0, 1, 2, 3], [.. Enumerable.Range(0, 7).Select(i => (int)sets.Train[i][0])]);
        Assert.Contains("(7 files)", Assert.Single(sets.Provenance, fact => fact.Key.StartsWith("sha256", StringComparison.Ordinal)).Value, StringComparison.Ordinal);
        Assert.Equal(4, ImageSets.Open(_folder["dog"], new() { TestShare = 0 }).Train.Count); // one folder has no classes

        PutPng("dog/9.png", 1, 6, 5, 200);
        Assert.Contains("9.png is 1 x 6 x 5, and the images before it are 3 x 4 x 4; set size and channels", Refused(), StringComparison.Ordinal);
        Assert.Equal(8, ImageSets.Open(_folder.Path, new() { TestShare = 0, Size = 4, Channels = 1 }).Train.Count);
        PutPng("0.png", 3, 4, 4, 1);
        Assert.Contains("at different depths", Refused(), StringComparison.Ordinal);
        Assert.Contains("one image; give the folder", Refused("0.png"), StringComparison.Ordinal);
    }

    [Fact]
    public void Png_files_may_be_split_by_folders_train_and_test()
    {
        foreach (var name in new[] { "train/a/1", "train/a/2", "train/b/3", "test/a/4", "test/b/5" }) PutPng($"{name}.png", 1, 3, 3, (byte)(name[^1] - '0'));
        var sets = ImageSets.Open(_folder.Path);
        Assert.Equal([0, 0, 1], sets.Train.Labels);
        Assert.Equal([4, 5], [.. Enumerable.Range(0, 2).Select(i => (int)sets.Test[i][0])]);
        Directory.Delete(_folder["test/b"], recursive: true);
        Assert.Contains("the classes a, b, the test images a", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_belong_together_is_refused()
    {
        Assert.Contains("without a file", Refused(), StringComparison.Ordinal);
        Assert.Contains("is not there", Refused("nothing"), StringComparison.Ordinal);
        _folder.Write("x.jpg", "no image");
        Assert.Contains("no images that are known", Refused(), StringComparison.Ordinal);
        PutIdx("t10k", 3, 3);
        Assert.Contains("0 IDX file(s) of training images and 1 of test images", Refused(), StringComparison.Ordinal);
        PutIdx("train", 3, 0);
        Assert.Contains("the classes none, the test images 0, 1, 2", Refused(), StringComparison.Ordinal);
        Put("train-labels-idx1-ubyte", Idx([2], [0, 1]));
        Assert.Contains("has the shape (2)", Refused(), StringComparison.Ordinal);
        Put("train-labels-idx1-ubyte", Idx([3], [0, 1, 2]));
        Assert.Contains("train-labels-idx1-ubyte has the shape (3), not (images, rows, columns)", Refused("train-labels-idx1-ubyte"), StringComparison.Ordinal);
        Assert.Equal(3, ImageSets.Open(_folder.Path).Train.Count);
        Put("train-images-idx3-ubyte", Idx([3, 4, 4], new byte[48]));
        Assert.Contains("the training images are 1 x 4 x 4, the test images 1 x 2 x 2", Refused(), StringComparison.Ordinal);
        Assert.Equal(new ImageShape(1, 3, 3), ImageSets.Open(_folder.Path, new() { Size = 3 }).Train.Shape);
        PutIdx("other", 3, 0);
        Assert.Contains("2 IDX file(s) of training images", Refused(), StringComparison.Ordinal);
        Put("one", Idx([1, 2, 2], new byte[4]));
        Assert.Contains("1 image(s) to learn from", Refused("one", new() { TestShare = 0 }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_fit_is_refused_before_it_is_made()
    {
        PutIdx("train", 2000, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("has 2000 images of 3 x 1024 x 1024, 6,291 MB", Refused(options: new() { Size = 1024, Channels = 3 }), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 24);
    }

    [Theory]
    [InlineData("size is -1")]
    [InlineData("size is 1025")]
    [InlineData("channels is 2")]
    [InlineData("maximum-images is -1")]
    [InlineData("classes is 1, 1")]
    [InlineData("classes is -1")]
    [InlineData("test-share is NaN")]
    [InlineData("test-share is 0.6")]
    [InlineData("shape-count is 1")]
    public void Options_have_ranges(string fault)
    {
        var options = fault.Split(" is ") switch
        {
            ["size", var value] => new ImageSetOptions { Size = int.Parse(value) },
            ["channels", var value] => new ImageSetOptions { Channels = int.Parse(value) },
            ["maximum-images", var value] => new ImageSetOptions { MaximumImages = int.Parse(value) },
            ["classes", var value] => new ImageSetOptions { Classes = [.. value.Split(", ").Select(int.Parse)] },
            ["test-share", var value] => new ImageSetOptions { TestShare = double.Parse(value) },
            [_, var value] => new ImageSetOptions { ShapeCount = int.Parse(value) },
            _ => throw new ArgumentException(fault),
        };
        Assert.StartsWith($"{fault};", Assert.Throws<InvalidInputException>(options.Validate).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_parts_of_a_set_must_fit()
    {
        var shape = new ImageShape(1, 1, 2);
        Assert.Equal(2, new ImageSet(shape, new byte[4], [0, 1], ["a", "b"], [0, 1], ["k"]).Count);
        Assert.Throws<ArgumentException>(() => new ImageSet(shape, new byte[5]));
        Assert.Throws<ArgumentException>(() => new ImageSet(shape, new byte[4], [0, 1]));
        Assert.Throws<ArgumentException>(() => new ImageSet(shape, new byte[4], [0, 2], ["a", "b"]));
        Assert.Throws<ArgumentException>(() => new ImageSet(shape, new byte[4], [0], ["a", "b"]));
        Assert.Throws<ArgumentException>(() => new ImageSet(shape, new byte[4], attributes: [0, 2], attributeNames: ["k"]));
        Assert.Throws<ArgumentException>(() => new ImageSet(shape, new byte[4], attributes: [0], attributeNames: ["k"]));
    }

    [SkippableFact]
    public void The_real_test_set_of_mnist_is_read()
    {
        var path = Repository.SharedCorpus("mnist/t10k-images-idx3-ubyte.gz");
        var sets = ImageSets.Open(path);
        Assert.Equal(10_000, sets.Train.Count + sets.Test.Count);
        Assert.InRange(sets.Test.Count, 900, 1100);
        Assert.Equal(new ImageShape(1, 28, 28), sets.Train.Shape);
    }

    [SkippableFact]
    public void A_part_of_fashion_mnist_and_of_cifar_is_read()
    {
        var fashion = ImageSets.Open(Repository.SharedCorpus("fashion_mnist"), new() { Size = 32 });
        Assert.Equal((2426, 500, 10), (fashion.Train.Count, fashion.Test.Count, fashion.Train.ClassNames.Length));

        var cifar = ImageSets.Open(Repository.SharedCorpus("cifar10_sample"));
        Assert.Equal((10_000, 1000, "frog"), (cifar.Train.Count, cifar.Test.Count, cifar.Train.ClassNames[6]));
        Assert.Equal([6, 9, 9, 4, 1, 1, 2, 7, 8, 3], cifar.Train.Labels[..10]);
        Assert.Equal([1005, 974, 1032, 1016, 999, 937, 1030, 1001, 1025, 981], cifar.Train.Labels.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value));
    }
}
