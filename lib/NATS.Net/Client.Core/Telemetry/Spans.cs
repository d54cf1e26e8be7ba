using System.Diagnostics;
using System.Globalization;

namespace NATS.Client.Core.Telemetry;

/// <summary>Starts spans and carries their context in message headers (W3C trace context by the current propagator).</summary>
internal static class Spans
{
    private const string Baggage = "baggage";

    /// <summary>Null while nobody listens. Otherwise <paramref name="headers"/> becomes a copy that carries the trace.</summary>
    public static Activity? StartSend(string operation, NatsConnection connection, string subject, string? replyTo, ref NatsHeaders? headers)
    {
        if (!NatsTelemetry.Source.HasListeners())
        {
            return null;
        }

        var activity = NatsTelemetry.Source.StartActivity(Name(connection, subject, operation), ActivityKind.Producer);
        if ((activity ?? Activity.Current) is { } current)
        {
            headers = new NatsHeaders(headers?.Store);
            DistributedContextPropagator.Current.Inject(current, headers, static (carrier, key, value) =>
            {
                if (NatsInstrumentationOptions.Default.PropagateBaggage || (key != Baggage && key != "Correlation-Context"))
                {
                    ((NatsHeaders)carrier!)[key] = value;
                }
            });
        }

        if (activity is not null)
        {
            Tag(activity, operation, connection, subject, replyTo);
        }

        return activity;
    }

    public static Activity? StartSubscribe(NatsConnection connection, string subject)
    {
        var activity = NatsTelemetry.Source.StartActivity(Name(connection, subject, "subscribe"), ActivityKind.Producer);
        if (activity is not null)
        {
            Tag(activity, "subscribe", connection, subject, replyTo: null);
        }

        return activity;
    }

    /// <summary>The span hangs on the headers, which are made for it where the message had none.</summary>
    public static NatsHeaders? StartReceive(NatsConnection connection, string subject, string? replyTo, NatsHeaders? headers, int bodySize, int size)
    {
        var before = Activity.Current;
        var activity = NatsTelemetry.Source.StartActivity(Name(connection, subject, "receive"), ActivityKind.Consumer, ContextOf(headers));
        if (activity is null)
        {
            return headers;
        }

        Tag(activity, "receive", connection, subject, replyTo);
        activity.SetTag("messaging.message.body.size", bodySize);
        activity.SetTag("messaging.message.envelope.size", size);
        headers ??= new NatsHeaders();
        headers.Activity = activity;

        // The reader's own flow starts from it explicitly: the link's thread must not keep it as the current one.
        Activity.Current = before;
        return headers;
    }

    public static ActivityContext ContextOf(NatsHeaders? headers)
    {
        if (headers?.Activity is { } receiving)
        {
            return receiving.Context;
        }

        if (headers is null)
        {
            return default;
        }

        DistributedContextPropagator.Current.ExtractTraceIdAndState(headers, static (object? carrier, string key, out string? value, out IEnumerable<string>? values) =>
        {
            values = null;
            ((NatsHeaders)carrier!).TryGetLastValue(key, out value);
        }, out var parent, out var state);
        return ActivityContext.TryParse(parent, state, isRemote: true, out var context) ? context : default;
    }

    // The first two tokens of the subject: more would be too many different names.
    private static string Name(NatsConnection connection, string subject, string operation)
    {
        if (subject.StartsWith(connection.Opts.InboxPrefix, StringComparison.Ordinal))
        {
            return $"inbox {operation}";
        }

        var second = subject.IndexOf('.', StringComparison.Ordinal);
        var third = second < 0 ? -1 : subject.IndexOf('.', second + 1);
        return third < 0 ? $"{subject} {operation}" : $"{subject.AsSpan(0, third)} {operation}";
    }

    private static void Tag(Activity activity, string operation, NatsConnection connection, string subject, string? replyTo)
    {
        activity.SetTag("messaging.system", "nats");
        activity.SetTag("messaging.operation", operation);
        activity.SetTag("messaging.destination.name", subject);
        if (replyTo is not null)
        {
            activity.SetTag("messaging.nats.message.reply_to", replyTo);
        }

        if (connection.ServerInfo is { } info && activity.IsAllDataRequested)
        {
            activity.SetTag("messaging.client_id", info.ClientId.ToString(CultureInfo.InvariantCulture));
            activity.SetTag("server.address", info.Host);
            activity.SetTag("server.port", info.Port);
            activity.SetTag("network.protocol.name", "nats");
            activity.SetTag("network.protocol.version", info.ProtocolVersion.ToString(CultureInfo.InvariantCulture));
            activity.SetTag("network.transport", "tcp");
        }
    }
}
