using Plane.Contracts.Drones;
using Plane.Contracts.Interactive;

namespace Plane.Controller.Api.Interactive.Protocol;

/// <summary>What a frame of the client's asks for.</summary>
internal readonly record struct ClientMove(ClientMoveKind Kind)
{
    public static ClientMove Nothing => default;

    /// <summary>With <see cref="ClientMoveKind.Begin"/>.</summary>
    public CallMessage? Call { get; init; }

    /// <summary>With <see cref="ClientMoveKind.Refuse"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>With <see cref="ClientMoveKind.Resize"/>.</summary>
    public TerminalSize? Size { get; init; }

    public static ClientMove Refused(string reason) => new(ClientMoveKind.Refuse) { Reason = reason };

    public bool Has(ClientMoveKind kind) => (Kind & kind) != 0;
}

/// <summary>A frame may ask for more than one thing.</summary>
[Flags]
internal enum ClientMoveKind
{
    Nothing = 0,

    /// <summary>Run this call.</summary>
    Begin = 1,

    /// <summary>There will be no call.</summary>
    Refuse = 2,

    /// <summary>Call it off; the call cleans up after itself.</summary>
    Cancel = 4,

    /// <summary>No more input will come.</summary>
    EndInput = 8,

    /// <summary>The client's terminal has another size.</summary>
    Resize = 16,

    /// <summary>The text is input of the call.</summary>
    Input = 32,
}
