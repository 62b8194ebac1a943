using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests;

public sealed class ExploreTests : IDisposable
{
    static readonly string[] _tiny = ["--set", "width=4", "batch=8", "rounds=1", "round-steps=2", "shape-count=60", "threads=1"];

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_exploration_of_a_conditional_gan_leaves_its_pictures_and_names_them()
    {
        Seqgan.Run(_folder.Path, ["train", "cgan", .. _tiny]);
        string[] Explore(params string[] more)
        {
            var outcome = Seqgan.Run(_folder.Path, ["explore", "runs/cgan", .. more]);
            Assert.True(outcome.Code == 0, outcome.Errors);
            var files = outcome.OutputLines.Where(line => line.StartsWith("runs/cgan/explore/", StringComparison.Ordinal)).ToArray();
            Assert.All(files, file => Assert.True(new FileInfo(_folder.File(file)).Length > 100, file));
            return [.. files.Select(Path.GetFileName)!];
        }
        Assert.Equal(["walk.png"], Explore("walk", "--rows", "2", "--columns", "3"));
        Assert.Equal(["numbers.png"], Explore("arithmetic"));
        Assert.Equal(["arithmetic.png"], Explore("arithmetic", "--from", "0,1", "--minus", "2,3", "--plus", "4,5"));
        Assert.Equal(["sweep-classes.png"], Explore("sweep"));
        Assert.Equal(["ablate.png"], Explore("ablate"));
        Assert.Equal(["ablate.png"], Explore("ablate", "--level", "1", "--maps", "0,3"));
        Assert.Equal(["project.svg"], Explore("project"));
    }

    [Fact]
    public void What_cannot_be_explored_is_refused_in_one_line()
    {
        Seqgan.Run(_folder.Path, ["train", "gan", .. _tiny, "net=mlp"]);
        void Refused(string message, params string[] more) => Seqgan.Run(_folder.Path, ["explore", "runs/gan", .. more]).AssertRefused(message);
        Refused("the generator of this gan is given nothing but noise", "sweep");
        Refused("the generator of this gan has no feature maps; train one with net=dcgan", "ablate");
        Refused("a gan encodes no images; reconstruct is for those with an encoder: vae, bigan", "reconstruct");
        Refused("--from: '1,x' is no list of whole numbers", "arithmetic", "--from", "1,x", "--minus", "1", "--plus", "1");
        Refused("with as many images each", "arithmetic", "--from", "1,2", "--minus", "1");
        Refused("--columns is 1; give 2 to 1000", "walk", "--columns", "1");
        Refused("the images are 1 x 1 x 2, and the run's 1 x 28 x 28", "project", "--data", "ring");
        Refused("--maps is nothing that walk looks at; leave it out", "walk", "--maps", "3");
        Refused("--data is nothing that walk looks at; leave it out", "walk", "--data", "ring");
        Refused("--from is nothing that sweep looks at; leave it out", "sweep", "--from", "1");
        Refused("--out has no name; give a folder", "walk", "--out", "");
        Refused("data: there is no file nothing", "project", "--data", "nothing");
        Seqgan.Run(_folder.Path, "explore", "nowhere", "walk").AssertRefused("nowhere");
    }
}
