namespace Plane.Tests.Controller.Description;

/// <summary>What a request is about.</summary>
internal sealed record AskedFor(string Backend, string Cluster, string Drone = "dr-a")
{
    /// <summary>With its question mark; empty for none.</summary>
    public string Query { get; init; } = "";

    public string? Body { get; init; }

    public string BodyType { get; init; } = "application/json";

    public string? Accept { get; init; }

    public string PathOf(string route) =>
        route.Replace("{backend}", Backend, StringComparison.Ordinal).Replace("{cluster}", Cluster, StringComparison.Ordinal).Replace("{drone}", Drone, StringComparison.Ordinal) + Query;
}
