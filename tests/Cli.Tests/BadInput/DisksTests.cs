using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests.BadInput;

/// <summary>Disks that are full or must not be written: code 1, one line that names the file, and what was whole stays whole.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class DisksTests(TrainedRun run)
{
    static readonly Lazy<bool> _canMount = new(() => !OperatingSystem.IsWindows()
        && Seqgan.Script(Path.GetTempPath(), "unshare -rm bash -c 'mount -t tmpfs tmpfs /mnt' 2>/dev/null").Code == 0);

    // A disk of its own at ./disk, in a namespace that ends with the script.
    Outcome OnDisk(string options, string script)
    {
        Skip.IfNot(_canMount.Value, "unshare or mount is denied here");
        Directory.CreateDirectory(run.Folder.File("disk"));
        var outcome = Seqgan.Script(run.Folder.Path, $"unshare -rm bash -c 'mount -t tmpfs -o {options} tmpfs disk || exit 99\n{script}'");
        Skip.If(outcome.Code == 99, outcome.Errors); // not every mount that root may make is for others
        return outcome;
    }

    [SkippableFact]
    public void A_disk_that_is_full_from_the_start_is_told_in_one_line() =>
        OnDisk("size=4k", "head -c 4096 /dev/zero >disk/full; seqgan train experiments/tiny.yaml --out disk/run")
            .AssertFailed("disk/run/config.yaml cannot be written: no space left on device; make room or permission for it, or write elsewhere");

    [SkippableFact]
    public void A_disk_that_fills_while_training_keeps_the_checkpoints_that_were_whole()
    {
        // Room for the run's small files and the checkpoint of the first phase (2 MB), not for that of the second, which has as much again.
        var outcome = OnDisk("size=3m", "seqgan train experiments/tiny.yaml --set hidden=200 --out disk/run; echo code $?; find disk/run/checkpoints -mindepth 1 -maxdepth 1; seqgan generate disk/run -n 3; cat disk/run/metrics.jsonl");
        Assert.Equal(["code 1", "disk/run/checkpoints/step-00000027"], outcome.OutputLines[..2]);
        Assert.All(outcome.OutputLines[2..5], line => Assert.Equal(5, line.Length)); // and it writes
        Assert.All(outcome.OutputLines[5..], row => Assert.StartsWith("{", row)); // whole rows
        Assert.All(outcome.OutputLines[5..], row => Assert.EndsWith("}", row));
        Assert.Matches(@"seqgan: \S*/disk/run/\S+ cannot be written: no space left on device; make room", outcome.Errors.TrimEnd().Split('\n')[^1]);
        Assert.DoesNotContain("   at ", outcome.Errors);
    }

    [SkippableFact]
    public void A_run_whose_disk_was_full_goes_on_once_there_is_room()
    {
        const string Run = "experiments/tiny.yaml --set hidden=200 save-every=1 rounds=3";
        Assert.Equal(0, Seqgan.Script(run.Folder.Path, $"seqgan train {Run} --out roomy").Code);
        var outcome = OnDisk("size=13m", $"""
            seqgan train {Run} --out disk/run; echo code $?; ls -A disk/run/checkpoints | grep tmp
            seqgan train disk/run --resume; echo code $?
            mount -o remount,size=100m disk
            seqgan train disk/run --resume >/dev/null; echo code $?
            diff -r -x log.txt -x timings.jsonl roomy disk/run && echo the same
            """);
        Assert.Equal(["code 1", "code 1", "code 0", "the same"], outcome.OutputLines);
        Assert.Equal(2, outcome.Errors.Split('\n').Count(line => line.StartsWith("seqgan: ", StringComparison.Ordinal) && line.Contains(" cannot be written: no space left on device", StringComparison.Ordinal)));
        Assert.DoesNotContain("falling back", outcome.Errors);
        Assert.DoesNotContain("   at ", outcome.Errors);
    }

    [SkippableFact]
    public void A_run_that_became_read_only_is_not_gone_on_with()
    {
        var before = Snapshot.Of(run.Path);
        var outcome = OnDisk("ro", "mount --bind runs/tiny disk && mount -o remount,bind,ro disk || exit 99; seqgan train disk --resume");
        Assert.Equal((1, ""), (outcome.Code, outcome.Output));
        Assert.Matches(@"^going on with disk\n(?:[^\n]+: [^\n]*\n)*seqgan: \S*/disk/\.lock cannot be written: read-only file system; [^\n]*\n$", outcome.Errors);
        Assert.Equal(before, Snapshot.Of(run.Path));
    }

    [SkippableTheory]
    [InlineData("generate runs/tiny -n 5")]
    [InlineData("generate runs/tiny -n 50000")]
    [InlineData("evaluate runs/tiny --samples 4")]
    [InlineData("list")]
    public void Results_for_a_full_disk_are_told_in_one_line(string command)
    {
        Skip.IfNot(File.Exists("/dev/full"), "there is no /dev/full");
        var before = Snapshot.Of(run.Path);
        Seqgan.Script(run.Folder.Path, $"seqgan {command} >/dev/full").AssertFailed("standard output cannot be written: No space left on device; make room, or write elsewhere");
        Assert.Equal(before, Snapshot.Of(run.Path));
    }

    [SkippableFact]
    public void Results_that_find_no_room_keep_an_earlier_report_as_it_was()
    {
        var outcome = OnDisk("size=8k", "echo old >disk/report.json; head -c 100000 /dev/zero >disk/full 2>/dev/null; seqgan generate runs/tiny -n 5 --unique --report disk/report.json >/dev/null; echo code $?; cat disk/report.json; ls disk");
        Assert.Equal(["code 1", "old", "full", "report.json"], outcome.OutputLines);
        Assert.Contains("seqgan: disk/report.json cannot be written: no space left on device", outcome.Errors);
    }

    [SkippableFact]
    public void An_import_that_finds_no_room_leaves_nothing_behind()
    {
        // Room for some of its small files, not for all.
        var outcome = OnDisk("size=20k", "seqgan export runs/tiny --out room.pt >/dev/null 2>&1; seqgan import room.pt --format ids --time 5 --out disk/run; echo code $?; ls -A disk");
        Assert.Equal(["code 1"], outcome.OutputLines);
        Assert.Matches(@"seqgan: \S*/disk/run/\S+ cannot be written: no space left on device; make room", outcome.Errors.TrimEnd());
    }

    [SkippableFact]
    public void A_disk_that_may_not_be_written_is_told_in_one_line() =>
        OnDisk("ro", "seqgan train experiments/tiny.yaml --out disk/run")
            .AssertFailed("the run directory disk/run cannot be made: read-only file system; choose another place for the run");

    [SkippableFact]
    public void A_run_that_may_not_be_written_can_be_read()
    {
        var outcome = OnDisk("ro", "mount --bind runs/tiny disk && mount -o remount,bind,ro disk || exit 99; touch disk/x 2>/dev/null && exit 98; seqgan generate disk -n 3; seqgan evaluate disk --samples 4 | head -n 1");
        Assert.Equal((0, "", 4), (outcome.Code, outcome.Errors, outcome.OutputLines.Length));
    }

    [SkippableFact]
    public void A_folder_of_somebody_else_is_told_in_one_line()
    {
        // Root may write anywhere: it becomes nobody.
        var become = Seqgan.Script(run.Folder.Path, "[ $(id -u) = 0 ] && setpriv --reuid 65534 --regid 65534 --clear-groups true").Code == 0 ? "setpriv --reuid 65534 --regid 65534 --clear-groups" : "";
        Skip.If(become.Length == 0 && Environment.IsPrivilegedProcess, "there is no setpriv");
        Directory.CreateDirectory(run.Folder.File("theirs"));
        var outcome = Seqgan.Script(run.Folder.Path, $"chmod 755 . experiments; chmod 500 theirs; {become} bash -c 'export HOME=/tmp; seqgan train experiments/tiny.yaml --out theirs/run'; code=$?; chmod 700 theirs; exit $code");
        Skip.If(outcome.Code > 2, $"nobody cannot run the program here: {outcome.Errors}");
        outcome.AssertFailed("the run directory theirs/run cannot be made: permission denied; choose another place for the run");
    }
}
