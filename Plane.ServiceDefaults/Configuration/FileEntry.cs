namespace Plane.ServiceDefaults.Configuration;

/// <summary>One value of the NATS generation's configuration.</summary>
/// <param name="Key">Names and indices by <c>:</c>, e.g. <c>nats:hosts:0</c>.</param>
/// <param name="Value">As .NET configuration wants it.</param>
/// <param name="Origin">Where it was said: file and place, or variable.</param>
internal sealed record FileEntry(string Key, string Value, string Origin)
{
    /// <summary>As the file has it.</summary>
    public string Name => Key.Replace(':', '.');
}
