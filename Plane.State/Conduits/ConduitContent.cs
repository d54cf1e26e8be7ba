namespace Plane.State.Conduits;

/// <summary>What a message on a conduit is.</summary>
public enum ConduitContent : byte
{
    /// <summary>Input to a drone, standard output from it.</summary>
    Bytes = 0,

    /// <summary>Standard error.</summary>
    Errors = 1,

    /// <summary>No more bytes will come this way.</summary>
    EndOfBytes = 2,

    /// <summary>Drones.TerminalSize, as JSON.</summary>
    Resize = 3,

    /// <summary>Drones.AttachEnd, as JSON: the last message from a drone.</summary>
    End = 4,

    /// <summary>How far the output of a backend was told with what came before: an <see cref="Backends.OutputPosition"/>, as text.</summary>
    Place = 5,
}
