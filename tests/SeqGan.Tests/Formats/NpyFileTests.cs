using System.Text;
using SeqGan.Formats;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;

namespace SeqGan.Tests.Formats;

public sealed class NpyFileTests
{
    // What numpy 1.24 writes for np.array([[1, 2, 3], [4, 5, 6]], dtype='<f4'), less the spaces that fill the header up.
    static byte[] Numpy(string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", int values = 6, byte version = 1)
    {
        var padded = header.PadRight(117) + "\n";
        byte[] length = version == 1 ? [(byte)padded.Length, 0] : [(byte)padded.Length, 0, 0, 0];
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.ASCII.GetBytes(padded), .. Enumerable.Range(1, values).SelectMany(i => BitConverter.GetBytes((float)i))];
    }

    static NpyFile Read(byte[] bytes) => NpyFile.Read(new MemoryStream(bytes));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_reads_what_numpy_writes(byte version)
    {
        var array = Read(Numpy(version: version));
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], array.Values);
    }

    [Fact]
    public void Doubles_are_narrowed()
    {
        byte[] bytes = [.. Numpy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", values: 0), .. BitConverter.GetBytes(0.1)];
        Assert.Equal([0.1f], Read(bytes).Values);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(2, 3)]
    [InlineData(1, 1, 4)]
    public void What_it_writes_it_reads_and_the_data_begin_at_a_multiple_of_64(params int[] shape)
    {
        var array = new NpyFile(shape, [.. Enumerable.Range(0, shape.Aggregate((a, b) => a * b)).Select(i => i / 7f)]);
        using var stream = new MemoryStream();
        array.Write(stream);
        Assert.Equal(0, (stream.Length - 4 * array.Values.Length) % 64);
        var again = Read(stream.ToArray());
        Assert.Equal(array.Shape, again.Shape);
        Assert.Equal(array.Values, again.Values);
    }

    [Theory]
    [InlineData("{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }", "'<i4'")]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (2, 3), }", "'>f4'")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }", "Fortran")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4), }", "24 bytes of data where its shape (2, 4) needs 32")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000, 2000000000), }", "bytes of data")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 3), }", "no size")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,6), }", "33 dimensions")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 3), }", "not understood")]
    [InlineData("__import__('os').system('true')", "not understood")]
    public void A_foreign_array_is_refused_by_name(string header, string message)
    {
        var error = Assert.Throws<InvalidDataException>(() => Read(Numpy(header)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_and_every_number_that_is_none_is_refused()
    {
        var whole = Numpy();
        for (var length = 0; length < whole.Length; length++) Assert.Throws<InvalidDataException>(() => Read(whole[..length]));
        Assert.Throws<InvalidDataException>(() => Read([.. whole, 0]));
        BitConverter.TryWriteBytes(whole.AsSpan(whole.Length - 4), float.NaN);
        Assert.Throws<InvalidDataException>(() => Read(whole));
    }

    [SkippableFact]
    public void A_file_is_named_and_a_device_is_refused_at_once()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["x.npy"], Numpy());
        Assert.Equal([1, 2, 3, 4, 5, 6], NpyFile.Read(folder["x.npy"]).Values);
        File.WriteAllBytes(folder["x.npy"], Numpy()[..50]);
        Assert.StartsWith($"{folder["x.npy"]} cannot be used: it is cut short", Assert.Throws<InvalidInputException>(() => NpyFile.Read(folder["x.npy"])).Message, StringComparison.Ordinal);
        Skip.IfNot(File.Exists("/dev/zero"));
        Assert.Contains("no regular file", Assert.Throws<InvalidInputException>(() => NpyFile.Read("/dev/zero")).Message, StringComparison.Ordinal);
    }
}
