using System.Runtime.CompilerServices;
using SeqGan.Compute;

namespace SeqGan.Tests.Support;

internal static class NativeRuntimeSetup
{
    // Before the first tensor of the test process.
    [ModuleInitializer]
    internal static void Run() => NativeRuntime.Tune();
}
