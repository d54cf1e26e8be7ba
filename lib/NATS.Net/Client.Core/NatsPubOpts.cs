namespace NATS.Client.Core;

/// <summary>Options of one publish. Core has none; JetStream derives from it.</summary>
public record NatsPubOpts;
