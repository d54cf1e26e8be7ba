using System.Reflection;

namespace Plane.ServiceDefaults.Configuration;

/// <summary>One setting.</summary>
/// <param name="Path">Its place in configuration; an asterisk stands for an index or a name.</param>
/// <param name="Type">Of one value: of an element where <paramref name="Path"/> has an asterisk.</param>
/// <param name="Property">Where it is declared and documented.</param>
/// <param name="Default">Null where there is none, and for lists and maps.</param>
public sealed record OptionKey(string Path, Type Type, PropertyInfo Property, object? Default)
{
    /// <summary>Whether a path of configuration is this setting.</summary>
    public bool Covers(string path) => KeyPath.Matches(Path, path);
}
