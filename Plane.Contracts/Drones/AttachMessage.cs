using System.Text.Json.Serialization;
using Plane.Domain.Identity;

namespace Plane.Contracts.Drones;

/// <summary>
/// A controller asks a drone to do something of which there is much to say, over a conduit that it listens on already (<see cref="Nats.Subjects.Attach"/>).
/// </summary>
public sealed record AttachMessage
{
    /// <summary>Of the conduit: letters and digits.</summary>
    public required string Conduit { get; init; }

    public required AttachKind Kind { get; init; }

    /// <summary>With <see cref="AttachKind.Exec"/> and <see cref="AttachKind.Logs"/>.</summary>
    public BackendId? Backend { get; init; }

    /// <summary>With <see cref="AttachKind.Exec"/>: program and arguments.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>With <see cref="AttachKind.Exec"/>: the program gets a terminal of this size; null for none.</summary>
    public TerminalSize? Terminal { get; init; }

    /// <summary>With <see cref="AttachKind.Logs"/>: only what comes after this place, as the drone told it; null for all.</summary>
    public string? After { get; init; }

    /// <summary>With <see cref="AttachKind.Pull"/>.</summary>
    public string? Image { get; init; }

    /// <summary>Never prints the command.</summary>
    public override string ToString() => $"{Kind} {Backend}{Image}";
}

/// <param name="Refusal">Why not; null when accepted.</param>
public sealed record AttachReply(bool Accepted, string? Refusal);

/// <summary>The last message on a conduit from its drone.</summary>
/// <param name="ExitCode">Of the program; null for what is none.</param>
/// <param name="Fault">Why it did not do what it was to do; null where it did.</param>
public sealed record AttachEnd(int? ExitCode, string? Fault);

[JsonConverter(typeof(JsonStringEnumConverter<AttachKind>))]
public enum AttachKind
{
    /// <summary>Run a further program beside a backend's own.</summary>
    Exec,

    /// <summary>All that a backend has written, then what it writes.</summary>
    Logs,

    /// <summary>Get an image from its registry.</summary>
    Pull,
}
