namespace Aspire.Hosting.ApplicationModel;

/// <summary>A URL of a resource.</summary>
/// <param name="Name">The endpoint's name.</param>
/// <param name="Url">The URL.</param>
/// <param name="IsInternal">Not for people.</param>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal);
