using SeqGan.Tests.Support;
using SeqGan.Training;

namespace SeqGan.Tests.Training;

public sealed class AtomicFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Replaces_the_whole_file()
    {
        AtomicFile.WriteText(_folder["a"], "a long first content");
        AtomicFile.WriteText(_folder["a"], "short");
        Assert.Equal("short", File.ReadAllText(_folder["a"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void A_write_that_fails_at_any_byte_leaves_the_old_content_and_no_other_file(int bytes)
    {
        AtomicFile.WriteText(_folder["a"], "old");
        Assert.Throws<IOException>(() => AtomicFile.Write(_folder["a"], stream =>
        {
            for (var i = 0; i < 8; i++) stream.WriteByte((byte)'n');
        }, path => new FailingStream(path, bytes)));
        Assert.Equal("old", File.ReadAllText(_folder["a"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    sealed class FailingStream(string path, int capacity) : FileStream(path, FileMode.Create, FileAccess.Write)
    {
        int _left = capacity;

        public override void WriteByte(byte value)
        {
            if (_left-- == 0) throw new IOException("no space left on device");
            base.WriteByte(value);
        }
    }
}
