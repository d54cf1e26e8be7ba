using System.Reflection;
using System.Runtime.CompilerServices;

namespace Plane.Tests.Architecture;

/// <summary>The line that declares a type: kind, name, base type, interfaces that its base does not bring, constraints.</summary>
internal static class TypeHeader
{
    public static string Of(Type type)
    {
        if (type.IsAssignableTo(typeof(Delegate)))
        {
            var invoke = type.GetMethod("Invoke")!;
            return $"delegate {MemberText.Return(invoke)} {TypeText.Name(type)}({MemberText.Parameters(invoke)})";
        }

        var above = Above(type).ToArray();
        return $"{Kind(type)} {TypeText.Name(type)}{(above.Length == 0 ? "" : " : " + string.Join(", ", above))}{Constraints(OwnParameters(type))}";
    }

    /// <summary>The where clauses of a generic type or method.</summary>
    public static string Constraints(IEnumerable<Type> parameters) => string.Concat(
        from parameter in parameters
        let bounds = Bounds(parameter).ToArray()
        where bounds.Length > 0
        select $" where {parameter.Name} : {string.Join(", ", bounds)}");

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => type.IsDefined(typeof(FlagsAttribute)) ? "flags enum" : "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}{(IsRecordStruct(type) ? "record " : "")}struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => $"{(type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "")}{(IsRecordClass(type) ? "record" : "class")}",
    };

    private static IEnumerable<string> Above(Type type)
    {
        if (type.IsEnum)
        {
            var underlying = Enum.GetUnderlyingType(type);
            return underlying == typeof(int) ? [] : [TypeText.Of(underlying)];
        }

        var all = type.GetInterfaces();
        var brought = all.SelectMany(static one => one.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []);
        var own = all.Except(brought).Where(one => one.IsVisible && !IsMadeByCompiler(one, type)).Select(TypeText.Of).Order(StringComparer.Ordinal);
        return type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? own.Prepend(TypeText.Of(parent)) : own;
    }

    private static bool IsMadeByCompiler(Type one, Type type) =>
        (IsRecordClass(type) || IsRecordStruct(type)) && one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEquatable<>);

    private static bool IsRecordClass(Type type) => type.IsClass && type.GetMethod("<Clone>$") is not null;

    private static bool IsRecordStruct(Type type) =>
        type.IsValueType && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance)?.IsDefined(typeof(CompilerGeneratedAttribute)) == true;

    private static IEnumerable<Type> OwnParameters(Type type) =>
        type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0);

    private static IEnumerable<string> Bounds(Type parameter)
    {
        var flags = parameter.GenericParameterAttributes;
        if (flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
        {
            yield return "struct";
            yield break;
        }

        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            yield return "class";
        }

        foreach (var bound in parameter.GetGenericParameterConstraints())
        {
            yield return TypeText.Of(bound);
        }

        if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            yield return "new()";
        }
    }
}
