using System.Collections.Immutable;

namespace Plane.ServiceDefaults.Configuration;

/// <summary>A program's sections, read and checked.</summary>
public sealed class ProgramSettings
{
    private readonly ImmutableDictionary<Type, ICheckedOptions> _sections;

    internal ProgramSettings(IEnumerable<ICheckedOptions> sections, IEnumerable<string> faults, IEnumerable<string> warnings)
    {
        _sections = sections.ToImmutableDictionary(static section => section.GetType());
        Faults = [.. faults];
        Warnings = [.. warnings];
    }

    /// <summary>Of all sections; a program with any must not start.</summary>
    public ImmutableArray<string> Faults { get; }

    /// <summary>Keys that nobody knows, or that have no effect.</summary>
    public ImmutableArray<string> Warnings { get; }

    public T Get<T>()
        where T : ICheckedOptions => (T)_sections[typeof(T)];
}
