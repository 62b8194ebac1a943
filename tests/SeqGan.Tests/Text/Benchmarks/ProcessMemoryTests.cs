using System.IO.MemoryMappedFiles;
using SeqGan.Tests.Support;
using SeqGan.Text.Benchmarks;

namespace SeqGan.Tests.Text.Benchmarks;

[Collection(OneAtATime.Name)]
public sealed class ProcessMemoryTests
{
    const long Block = 256 << 20, Noise = 64 << 20; // the collector gives back and takes meanwhile

    [SkippableFact]
    public void The_peak_stays_until_it_is_forgotten()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && ProcessMemory.ForgetPeak(), "Linux's /proc knows the peak, where it may be reset");
        var before = ProcessMemory.Resident!.Value;
        using (var file = MemoryMappedFile.CreateNew(null, Block))
        using (var view = file.CreateViewAccessor())
        {
            for (var at = 0L; at < Block; at += 4096) view.Write(at, (byte)1);
            Assert.InRange(ProcessMemory.Resident!.Value - before, Block - Noise, Block + Noise);
        }
        Assert.InRange(ProcessMemory.Resident!.Value - before, -Noise, Noise);
        Assert.InRange(ProcessMemory.Peak!.Value - before, Block - Noise, Block + Noise);
        Assert.True(ProcessMemory.ForgetPeak());
        Assert.InRange(ProcessMemory.Peak!.Value - before, -Noise, Noise);
    }
}
