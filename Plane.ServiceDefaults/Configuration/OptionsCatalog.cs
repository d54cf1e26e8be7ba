using System.Collections.Immutable;
using System.Reflection;

namespace Plane.ServiceDefaults.Configuration;

/// <summary>All settings of a program: the classes with a constant <c>Section</c> in its assembly and in those of Plane that it uses.</summary>
public sealed class OptionsCatalog
{
    private const string Prefix = "Plane";

    private OptionsCatalog(IEnumerable<Type> classes)
    {
        Classes = [.. classes.OrderBy(SectionOf, StringComparer.Ordinal)];
        Keys = [.. Classes.SelectMany(static type => KeysOf(type, SectionOf(type), Activator.CreateInstance(type)!))];
    }

    /// <summary>By section.</summary>
    public ImmutableArray<Type> Classes { get; }

    public ImmutableArray<OptionKey> Keys { get; }

    public static OptionsCatalog Of(Assembly program)
    {
        var assemblies = program.GetReferencedAssemblies().Where(static name => IsPlane(name.Name!)).Select(Assembly.Load).Append(program);
        return new OptionsCatalog(assemblies.SelectMany(static assembly => assembly.GetTypes()).Where(static type => Section(type) is not null));
    }

    public static string SectionOf(Type type) => Section(type) ?? throw new InvalidOperationException($"{type} has no constant Section.");

    private static bool IsPlane(string name) => name.StartsWith(Prefix + ".", StringComparison.Ordinal);

    private static string? Section(Type type) =>
        type is { IsClass: true, IsAbstract: false } && type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true } field
            && field.GetRawConstantValue() is string section && section.StartsWith(Prefix + ":", StringComparison.Ordinal) ? section : null;

    private static IEnumerable<OptionKey> KeysOf(Type type, string section, object? defaults) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(property => KeysOf(property, $"{section}:{property.Name}", defaults is null ? null : property.GetValue(defaults)));

    private static IEnumerable<OptionKey> KeysOf(PropertyInfo property, string path, object? value)
    {
        var type = property.PropertyType;
        if (ElementOf(type) is { } element)
        {
            path += ":" + KeyPath.Any;
            return IsScalar(element) ? [new OptionKey(path, element, property, null)] : KeysOf(element, path, Activator.CreateInstance(element));
        }

        return IsScalar(type) ? (property.CanWrite ? [new OptionKey(path, type, property, value)] : []) : KeysOf(type, path, value);
    }

    /// <summary>Of a list, or of the values of a map.</summary>
    private static Type? ElementOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type == typeof(string) || !type.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? null
        : type.GetGenericArguments().LastOrDefault();

    private static bool IsScalar(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var plain
        && (plain.IsPrimitive || plain.IsEnum || plain == typeof(string) || plain == typeof(TimeSpan) || plain == typeof(Uri));
}
