using System.Diagnostics;
using System.Runtime.CompilerServices;
using NATS.Client.Core.Telemetry;

namespace NATS.Client.Core;

/// <summary>Spans that belong to a message.</summary>
public static class NatsMsgTelemetryExtensions
{
    /// <summary>An internal span under the one the message came with; null while nobody listens.</summary>
    public static Activity? StartActivity<T>(this in NatsMsg<T> msg, [CallerMemberName] string name = "", IEnumerable<KeyValuePair<string, object?>>? tags = null)
        => NatsTelemetry.Source.HasListeners() ? NatsTelemetry.Source.StartActivity(name, ActivityKind.Internal, Spans.ContextOf(msg.Headers), tags) : null;

    /// <summary>The trace context the headers carry; default when they carry none.</summary>
    public static ActivityContext GetActivityContext(this NatsHeaders headers) => Spans.ContextOf(headers);
}
