using System.Text;
using SeqGan.Data;
using SeqGan.Tokenization;

namespace SeqGan.Tests.Data;

public sealed class NpyFileTests
{
    // What numpy 1.24 writes for np.array([[1, 2, 3], [4, 5, 6]], dtype='<f4'), less the spaces that fill the header up.
    static byte[] Numpy(string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", int values = 6, byte version = 1)
    {
        var padded = header.PadRight(117) + "\n";
        byte[] length = version == 1 ? [(byte)padded.Length, 0] : [(byte)padded.Length, 0, 0, 0];
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.ASCII.GetBytes(padded), .. Enumerable.Range(1, values).SelectMany(i => BitConverter.GetBytes((float)i))];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_reads_what_numpy_writes(byte version)
    {
        var array = NpyFile.Parse(Numpy(version: version), "x.npy");
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], array.Values);
    }

    [Fact]
    public void Doubles_are_narrowed()
    {
        byte[] bytes = [.. Numpy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", values: 0), .. BitConverter.GetBytes(0.1)];
        Assert.Equal([0.1f], NpyFile.Parse(bytes, "x.npy").Values);
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
        var again = NpyFile.Parse(stream.ToArray(), "x.npy");
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
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 3), }", "not understood")]
    [InlineData("__import__('os').system('true')", "not understood")]
    public void A_foreign_array_is_refused_by_name(string header, string message)
    {
        var error = Assert.Throws<InvalidInputException>(() => NpyFile.Parse(Numpy(header), "x.npy"));
        Assert.StartsWith("x.npy ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_and_every_number_that_is_none_is_refused()
    {
        var whole = Numpy();
        for (var length = 0; length < whole.Length; length++) Assert.Throws<InvalidInputException>(() => NpyFile.Parse(whole.AsSpan(0, length), "x.npy"));
        Assert.Throws<InvalidInputException>(() => NpyFile.Parse([.. whole, 0], "x.npy"));
        BitConverter.TryWriteBytes(whole.AsSpan(whole.Length - 4), float.NaN);
        Assert.Throws<InvalidInputException>(() => NpyFile.Parse(whole, "x.npy"));
    }
}
