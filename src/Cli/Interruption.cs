using System.Runtime.InteropServices;

namespace SeqGan.Cli;

/// <summary>Ctrl-C, SIGTERM and SIGHUP (a terminal that was closed) as a cancellation: the first asks the work to end, a second one ends the process.</summary>
internal sealed class Interruption : IDisposable
{
    readonly CancellationTokenSource _source = new();
    readonly PosixSignalRegistration[] _registrations;

    public Interruption() =>
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, Handle))];

    public CancellationToken Token => _source.Token;

    /// <summary>What the shell expects after the signal: 128 and its number.</summary>
    public int ExitCode { get; private set; }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    internal void Handle(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested) return;
        ExitCode = context.Signal switch { PosixSignal.SIGHUP => 129, PosixSignal.SIGTERM => 143, _ => 130 };
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            return; // the work was over when the signal came, and it ends the process
        }
        context.Cancel = true;
    }
}
