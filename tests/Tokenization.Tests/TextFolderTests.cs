namespace SeqGan.Tokenization.Tests;

public sealed class TextFolderTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("seqgan-folder").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    void Write(string name)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "a\n");
    }

    [Fact]
    public void Files_come_in_ordinal_order_of_their_paths_and_hidden_ones_not_at_all()
    {
        string[] expected = ["B.txt", "a-1.txt", "a/x.jsonl", "a/y/z.csv", "a1.txt", "é.txt", "塞.txt"];
        foreach (var name in expected.Reverse()) Write(name);
        foreach (var name in new[] { ".hidden", "a/.hidden.txt", ".git/config" }) Write(name);
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        Assert.Equal(expected, TextFolder.Files(_folder));
        Assert.Equal(expected, TextFolder.Files(_folder + Path.DirectorySeparatorChar));
    }

    [SkippableFact]
    public void Links_to_files_are_read_and_links_to_folders_are_not()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights there");
        Write("a.txt");
        File.CreateSymbolicLink(Path.Combine(_folder, "b.txt"), "a.txt");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "circle"), _folder);
        Assert.Equal(["a.txt", "b.txt"], TextFolder.Files(_folder));
    }

    [Fact]
    public void A_folder_without_files_is_refused()
    {
        Write(".hidden");
        Assert.Contains("without a file", Assert.Throws<InvalidInputException>(() => TextFolder.Files(_folder)).Message);
        Assert.Contains("no such folder", Assert.Throws<InvalidInputException>(() => TextFolder.Files(Path.Combine(_folder, "nowhere"))).Message);
    }
}
