using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes a value once and keeps it in the AppHost's user secrets, where the next run's configuration finds it.</summary>
internal sealed class PersistedParameterDefault(ParameterDefault inner, string key, UserSecrets secrets) : ParameterDefault
{
    public ParameterDefault Inner { get; } = inner;

    public override string GetDefaultValue()
    {
        var value = Inner.GetDefaultValue();
        secrets.Save(key, value);
        return value;
    }
}
