using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests.BadInput;

/// <summary>Standard streams whose other end is gone, closed or full.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class PipesTests(TrainedRun run)
{
    Outcome Script(string script) => Seqgan.Script(run.Folder.Path, script);

    [SkippableTheory]
    [InlineData("list")]
    [InlineData("--help")]
    [InlineData("evaluate runs/tiny --samples 4")]
    [InlineData("train experiments/tiny.yaml --out quiet 2>/dev/null")]
    public void A_reader_that_has_gone_is_no_error(string command)
    {
        var outcome = Script($"seqgan {command} | true; exit ${{PIPESTATUS[0]}}");
        Assert.Equal((0, "", ""), (outcome.Code, outcome.Output, outcome.Errors));
        if (command.StartsWith("train", StringComparison.Ordinal)) // and the work is done
            Assert.Equal(Seqgan.Run(run.Folder.Path, "generate", "quiet", "-n", "3").Output, Script("seqgan train experiments/tiny.yaml --out heard >/dev/null 2>&1; seqgan generate heard -n 3").Output);
    }

    [SkippableTheory]
    [InlineData("list")]
    [InlineData("--version")]
    [InlineData("generate runs/tiny -n 5")]
    [InlineData("train experiments/tiny.yaml --out unheard")]
    public void A_closed_standard_output_is_told_before_the_work(string command)
    {
        Script($"seqgan {command} >&-").AssertFailed("standard output is closed; redirect it, to /dev/null if nobody needs the results");
        Assert.False(Path.Exists(run.Folder.File("unheard")));
    }

    [SkippableTheory]
    [InlineData("generate nowhere", 2)]
    [InlineData("generate runs/tiny -n 3", 0)]
    [InlineData("train experiments/tiny.yaml --out RUN", 0)]
    public void A_closed_or_full_standard_error_keeps_nothing_from_its_end(string command, int code)
    {
        Skip.IfNot(File.Exists("/dev/full"), "there is no /dev/full");
        foreach (var (name, to) in new[] { ("closed", "2>&-"), ("full", "2>/dev/full") })
        {
            var outcome = Script($"seqgan {command.Replace("RUN", name)} {to}");
            Assert.Equal((code, ""), (outcome.Code, outcome.Errors));
            Assert.Equal(code == 0, outcome.Output.Length > 0);
        }
    }

    [SkippableTheory]
    [InlineData("2>&1 | head -n 1 >/dev/null")]
    [InlineData("2>&1 | true")]
    [InlineData(">/dev/null 2>&-")]
    [InlineData("</dev/null 2>&1 >/dev/null | sleep 0")]
    public void A_training_that_nobody_listens_to_leaves_the_same_run(string to)
    {
        var name = $"deaf{to.Length}";
        var outcome = Script($"seqgan train experiments/tiny.yaml --seed 7 --out {name} {to}; exit ${{PIPESTATUS[0]}}");
        Assert.Equal((0, "", ""), (outcome.Code, outcome.Output, outcome.Errors));
        Assert.Equal("the same\n", Script($"diff -r -x log.txt -x timings.jsonl runs/tiny {name} && echo the same").Output);
    }
}
