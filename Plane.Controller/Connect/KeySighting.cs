using Plane.Domain.Keys;

namespace Plane.Controller.Connect;

/// <summary>A key's entry as known at one moment.</summary>
/// <param name="Entry">Null where there is none.</param>
/// <param name="Revision">0 where there is none.</param>
/// <param name="Left">How long the entry lives on without a write, at most.</param>
internal sealed record KeySighting(KeyEntry? Entry, ulong Revision, TimeSpan Left)
{
    public static KeySighting None { get; } = new(null, 0, TimeSpan.Zero);
}
