using SeqGan.TestSupport;

namespace SeqGan.Tests;

public sealed class SourceTests
{
    [Fact]
    public void No_file_of_the_product_has_more_than_400_lines()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin")).ToArray();
        Assert.True(files.Length > 50);
        Assert.All(files, path => Assert.True(File.ReadLines(path).Count() <= 400, path));
    }
}
