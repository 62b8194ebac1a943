using System.Runtime.CompilerServices;
using SeqGan.Compute;

namespace SeqGan.Tests.Support;

internal static class NativeRuntimeSetup
{
    // Before the first tensor of the test process. The tensors are so small that a second thread would only be waited for.
    [ModuleInitializer]
    internal static void Run()
    {
        NativeRuntime.Tune();
        Threads.Use(1);
    }
}
