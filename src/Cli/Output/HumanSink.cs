using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace SeqGan.Cli.Output;

/// <summary>Shows a person what the library warns of.</summary>
internal sealed class HumanSink : ILogEventSink
{
    public static ILogger Logger { get; } = new LoggerConfiguration().WriteTo.Sink(new HumanSink(), LogEventLevel.Warning).CreateLogger();

    public void Emit(LogEvent logEvent) => Human.Say(logEvent.RenderMessage(CultureInfo.InvariantCulture));
}
