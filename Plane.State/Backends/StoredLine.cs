using Plane.Contracts.Nats;

namespace Plane.State.Backends;

/// <summary>A line of output in the stream.</summary>
/// <param name="Sequence">Its place in the stream, which all backends share: it rises, with gaps.</param>
/// <param name="Time">When the server stored it, by the server's clock.</param>
public sealed record StoredLine(ulong Sequence, DateTimeOffset Time, BackendLogMessage Line, LinePlace Place);
