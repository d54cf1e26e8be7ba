using System.Diagnostics;
using NATS.Client.Core;

namespace Plane.Controller;

/// <summary>Spans of a connect: <c>connect</c>, <c>place</c>, <c>spawn</c>; the context goes on to drones in NATS headers.</summary>
internal static class ControllerTraces
{
    public static ActivitySource Source { get; } = new("Plane.Controller");

    /// <summary>Headers that carry the current span's W3C context; null where there is none.</summary>
    public static NatsHeaders? Headers()
    {
        if (Activity.Current is not { } activity)
        {
            return null;
        }

        var headers = new NatsHeaders();
        DistributedContextPropagator.Current.Inject(activity, headers, static (carrier, name, value) => ((NatsHeaders)carrier!)[name] = value);
        return headers;
    }

    /// <summary>The sender's span, for a message that came over NATS.</summary>
    public static ActivityContext ParentOf(NatsHeaders? headers)
    {
        if (headers is null)
        {
            return default;
        }

        DistributedContextPropagator.Current.ExtractTraceIdAndState(headers, Read, out var id, out var state);
        return ActivityContext.TryParse(id, state, isRemote: true, out var context) ? context : default;
    }

    private static void Read(object? carrier, string name, out string? value, out IEnumerable<string>? values)
    {
        values = null;
        ((NatsHeaders)carrier!).TryGetLastValue(name, out value);
    }
}
