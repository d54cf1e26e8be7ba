using NATS.Client.Core;
using Plane.State.Buckets;

namespace Plane.State.Backends;

/// <summary>What the headers of a line in <c>backend_logs</c> say of its place in the output.</summary>
/// <param name="Position">Where the output is after it.</param>
/// <param name="GoesOn">The next line of its stream is the rest of it: it was longer than one message is.</param>
public readonly record struct LinePlace(OutputPosition Position, bool GoesOn)
{
    private const string PositionHeader = "Plane-Output-Position";
    private const string GoesOnHeader = "Plane-Output-Goes-On";

    public static NatsHeaders HeadersOf(OutputPosition position, bool goesOn)
    {
        var headers = new NatsHeaders { [PositionHeader] = position.ToString() };
        if (goesOn)
        {
            headers[GoesOnHeader] = "1";
        }

        return headers;
    }

    /// <param name="base64">As the stream gives them (<see cref="StoredHeaders"/>).</param>
    /// <returns>The beginning, where they say nothing.</returns>
    public static LinePlace Of(string? base64) => new(
        OutputPosition.TryParse(StoredHeaders.Find(base64, PositionHeader), out var position) ? position : default,
        StoredHeaders.Find(base64, GoesOnHeader) is not null);
}
