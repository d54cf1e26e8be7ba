namespace Plane.State.Conduits;

/// <summary>One message on a conduit: in its turn, and once.</summary>
public readonly record struct ConduitMessage(ConduitContent Content, ReadOnlyMemory<byte> Payload);
