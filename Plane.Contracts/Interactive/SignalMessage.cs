using Plane.Contracts.Drones;

namespace Plane.Contracts.Interactive;

/// <summary>A later binary message of a client: <c>cancel</c>, in dialect 2 <c>close</c>, and <c>resize</c>, which is Plane's own.</summary>
/// <param name="Terminal">With <c>resize</c>: the new size.</param>
public sealed record SignalMessage(string? Signal, TerminalSize? Terminal = null);
