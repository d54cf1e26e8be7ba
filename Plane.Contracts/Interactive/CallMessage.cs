using Plane.Contracts.Drones;

namespace Plane.Contracts.Interactive;

/// <summary>The first binary message of a client on <c>/api/v1/ws/</c> (interactive API §2): which call the connection runs.</summary>
public sealed record CallMessage
{
    public required string Call { get; init; }

    /// <summary>Absent for none.</summary>
    public IReadOnlyList<string>? Params { get; init; }

    /// <summary>Plane's own: <c>exec</c> then gives the program a terminal of this size. Absent for none.</summary>
    public TerminalSize? Terminal { get; init; }
}
