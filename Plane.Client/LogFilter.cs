namespace Plane.Client;

/// <summary>Which of the lines that are there already.</summary>
/// <param name="Tail">At most so many, the latest; null for all.</param>
/// <param name="Since">Nothing older, by the NATS server's clock, to the millisecond; null for no bound.</param>
public sealed record LogFilter(int? Tail = null, DateTimeOffset? Since = null);
