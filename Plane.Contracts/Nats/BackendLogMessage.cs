using System.Text.Json.Serialization;
using Plane.Domain.Identity;

namespace Plane.Contracts.Nats;

/// <summary>One line of output (NATS API §1.5.10 and §11.4), on <see cref="Subjects.Log"/>.</summary>
public sealed record BackendLogMessage(BackendId BackendId, BackendLogKind Kind, string Text);

[JsonConverter(typeof(JsonStringEnumConverter<BackendLogKind>))]
public enum BackendLogKind
{
    Stdout,
    Stderr,

    /// <summary>Said by Plane: a failed start, an exit code.</summary>
    Meta,
}
