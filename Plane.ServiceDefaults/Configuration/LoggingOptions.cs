namespace Plane.ServiceDefaults.Configuration;

/// <summary>Section <c>Plane:Logging</c>. Levels are .NET's own: <c>Logging:LogLevel:{category}</c>.</summary>
public sealed class LoggingOptions : ICheckedOptions
{
    public const string Section = "Plane:Logging";

    /// <summary>Writes console logs as one JSON object a line, for collectors. Default false.</summary>
    public bool Json { get; set; }

    public IEnumerable<string> Faults() => [];
}
