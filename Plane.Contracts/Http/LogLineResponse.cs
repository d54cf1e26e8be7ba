using Plane.Contracts.Nats;

namespace Plane.Contracts.Http;

/// <summary>One line of <c>GET /ctrl/b/{backend}/logs</c>.</summary>
/// <param name="Time">Milliseconds since the epoch, when NATS stored it, by the NATS server's clock.</param>
/// <param name="Kind">In the NATS API's words.</param>
/// <param name="Text">Without the line's end.</param>
public sealed record LogLineResponse(long Time, BackendLogKind Kind, string Text);
