namespace Plane.Tests.Client;

/// <summary>What a flaky server does with one request.</summary>
/// <param name="Text">As it goes over the wire; empty to hang up without a word.</param>
/// <param name="Stalls">Says nothing more and does not hang up either.</param>
internal sealed record Turn(string Text, bool Stalls = false)
{
    public static Turn HangUp { get; } = new("");
}
