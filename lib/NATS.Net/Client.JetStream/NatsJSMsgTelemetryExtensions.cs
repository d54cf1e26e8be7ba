using System.Diagnostics;
using System.Runtime.CompilerServices;
using NATS.Client.Core;
using NATS.Client.Core.Telemetry;

namespace NATS.Client.JetStream;

/// <summary>Spans that belong to a delivered message.</summary>
public static class NatsJSMsgTelemetryExtensions
{
    /// <summary>An internal span under the one the message was published with; null while nobody listens.</summary>
    public static Activity? StartActivity<T>(this INatsJSMsg<T> msg, [CallerMemberName] string name = "", IEnumerable<KeyValuePair<string, object?>>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(msg);
        return NatsTelemetry.Source.HasListeners()
            ? NatsTelemetry.Source.StartActivity(name, ActivityKind.Internal, Spans.ContextOf(msg.Headers), tags)
            : null;
    }
}
