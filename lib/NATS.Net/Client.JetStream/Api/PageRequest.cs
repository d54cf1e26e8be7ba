namespace NATS.Client.JetStream.Api;

/// <summary>One page of a listing; <paramref name="Subject"/> narrows streams to those that take it.</summary>
internal sealed record PageRequest(int Offset, string? Subject);
