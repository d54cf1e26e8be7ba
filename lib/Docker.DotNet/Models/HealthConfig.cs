using System.Text.Json.Serialization;
using Docker.DotNet.Wire;

namespace Docker.DotNet.Models;

/// <summary>A check that the engine runs inside the container.</summary>
public class HealthConfig
{
    /// <summary><c>NONE</c>, or <c>CMD</c> and arguments, or <c>CMD-SHELL</c> and a line.</summary>
    public IList<string> Test { get; set; }

    /// <summary>At least 1 ms; zero is inherited.</summary>
    [JsonConverter(typeof(TimeSpanNanosecondsConverter))]
    public TimeSpan Interval { get; set; }

    /// <summary>At least 1 ms; zero is inherited.</summary>
    [JsonConverter(typeof(TimeSpanNanosecondsConverter))]
    public TimeSpan Timeout { get; set; }

    /// <summary>Nanoseconds in which failures do not count.</summary>
    public long StartPeriod { get; set; }

    public long Retries { get; set; }
}
