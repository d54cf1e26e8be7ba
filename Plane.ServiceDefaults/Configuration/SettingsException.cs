namespace Plane.ServiceDefaults.Configuration;

/// <summary>The program cannot start with these settings. The message, for its operator, has all faults of all sections.</summary>
public sealed class SettingsException : Exception
{
    public SettingsException(IEnumerable<string> faults)
        : base("The settings are wrong:\n  " + string.Join("\n  ", faults))
    {
    }
}
