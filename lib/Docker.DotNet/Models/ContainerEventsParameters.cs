namespace Docker.DotNet.Models;

/// <summary>Which events to send.</summary>
public class ContainerEventsParameters
{
    /// <summary>Seconds since 1970, with a fraction if need be; sends what happened before the call.</summary>
    public string Since { get; set; }

    /// <summary>The stream ends there; without it, never.</summary>
    public string Until { get; set; }

    public IDictionary<string, IDictionary<string, bool>> Filters { get; set; }
}
