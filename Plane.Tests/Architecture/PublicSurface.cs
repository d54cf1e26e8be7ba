using System.Reflection;
using System.Runtime.CompilerServices;

namespace Plane.Tests.Architecture;

/// <summary>
/// What a user of an assembly can see, one line per type and member, as C# would declare it, sorted by name. Left out: overrides, and what
/// the compiler adds to records.
/// </summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(Assembly assembly) =>
    [
        .. from type in assembly.GetExportedTypes()
           group type by type.Namespace into room
           orderby room.Key
           from line in room.OrderBy(TypeText.Name, StringComparer.Ordinal).SelectMany(Lines).Prepend($"namespace {room.Key}")
           select line,
    ];

    /// <summary>Names of the types and of their members, each with the type it was found on.</summary>
    public static IEnumerable<(Type Type, string Name)> Names(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        from name in Members(type).Select(static member => member.Name).Where(static name => name is not (".ctor" or "Invoke")).Append(type.Name.Split('`')[0])
        select (type, name);

    private static IEnumerable<string> Lines(Type type)
    {
        yield return TypeHeader.Of(type);
        if (type.IsAssignableTo(typeof(Delegate)))
        {
            yield break;
        }

        foreach (var member in Members(type).OrderBy(static member => member.Name, StringComparer.Ordinal).ThenBy(MemberText.Of, StringComparer.Ordinal))
        {
            yield return "    " + MemberText.Of(member);
        }
    }

    private static IEnumerable<MemberInfo> Members(Type type) =>
        type.IsAssignableTo(typeof(Delegate)) ? []
        : type.IsEnum ? type.GetFields(BindingFlags.Public | BindingFlags.Static)
        : type.GetMembers(Declared).Where(member => IsVisible(member) && !IsMadeByCompiler(member));

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodInfo { IsSpecialName: true } method => method.Name.StartsWith("op_", StringComparison.Ordinal) && Reaches(method),
        MethodInfo method => Reaches(method) && method.GetBaseDefinition() == method,
        ConstructorInfo constructor => Reaches(constructor) && !constructor.IsStatic,
        PropertyInfo property => property.GetAccessors(true).Any(static accessor => Reaches(accessor) && accessor.GetBaseDefinition() == accessor),
        EventInfo handler => Reaches(handler.AddMethod!),
        FieldInfo field => field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && !field.DeclaringType!.IsSealed),
        _ => false,
    };

    private static bool Reaches(MethodBase method) =>
        method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    private static bool IsMadeByCompiler(MemberInfo member) =>
        member is MethodBase && member.IsDefined(typeof(CompilerGeneratedAttribute)) || member is PropertyInfo { Name: "EqualityContract" };
}
