using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Plane.Tests.Architecture;

/// <summary>The line that declares a member.</summary>
internal static class MemberText
{
    public static string Of(MemberInfo member) => Marks(member) + member switch
    {
        ConstructorInfo constructor => $"{Access(constructor)}{constructor.DeclaringType!.Name.Split('`')[0]}({Parameters(constructor)})",
        MethodInfo method => $"{Access(method)}{Modifiers(method)}{Return(method)} {method.Name}{TypeParameters(method)}({Parameters(method)}){TypeHeader.Constraints(method.GetGenericArguments())}",
        PropertyInfo property => Property(property),
        EventInfo handler => $"{Access(handler.AddMethod!)}{Modifiers(handler.AddMethod!)}event {TypeText.Of(handler.EventHandlerType!, handler, handler.AddMethod, handler.DeclaringType)} {handler.Name}",
        FieldInfo { DeclaringType.IsEnum: true } field => $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
        FieldInfo field => Field(field),
        _ => throw new InvalidOperationException($"{member} is of a kind that has no line."),
    };

    public static string Return(MethodInfo method) =>
        (method.ReturnType.IsByRef ? "ref " : "") + TypeText.Of(method.ReturnType, method.ReturnParameter, method);

    public static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter => Parameter(parameter, method)));

    private static string Parameter(ParameterInfo parameter, MethodBase method)
    {
        var passing = parameter.Position == 0 && method.IsDefined(typeof(ExtensionAttribute)) ? "this "
            : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params "
            : !parameter.ParameterType.IsByRef ? ""
            : parameter.IsIn ? "in " : parameter.IsOut ? "out " : "ref ";
        var otherwise = parameter.HasDefaultValue ? " = " + Literal(parameter.RawDefaultValue, parameter.ParameterType) : "";
        return $"{passing}{TypeText.Of(parameter.ParameterType, parameter, method)} {parameter.Name}{otherwise}";
    }

    private static string Property(PropertyInfo property)
    {
        var first = property.GetAccessors(true).MaxBy(static accessor => accessor.IsPublic)!;
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(parameter => Parameter(parameter, first)))}]";
        var accessors = string.Concat(property.GetAccessors(true).Where(static one => one.IsPublic || one.IsFamily || one.IsFamilyOrAssembly).Select(one => Accessor(one, first)));
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{Access(first)}{Modifiers(first)}{required}{TypeText.Of(property.PropertyType, property, first, property.DeclaringType)} {name} {{ {accessors}}}";
    }

    private static string Accessor(MethodInfo accessor, MethodInfo first)
    {
        var isInit = accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        var kind = accessor.ReturnType != typeof(void) ? "get; " : isInit ? "init; " : "set; ";
        return Access(accessor) == Access(first) ? kind : Access(accessor) + kind;
    }

    private static string Field(FieldInfo field)
    {
        var type = TypeText.Of(field.FieldType, field, field.DeclaringType);
        var access = field.IsPublic ? "" : "protected ";
        return field.IsLiteral
            ? $"{access}const {type} {field.Name} = {Literal(field.GetRawConstantValue(), field.FieldType)}"
            : $"{access}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{type} {field.Name}";
    }

    /// <summary>The compiler marks each constructor of a type with required members obsolete, for compilers that do not know them.</summary>
    private static string Marks(MemberInfo member) =>
        member.IsDefined(typeof(ObsoleteAttribute)) && !member.IsDefined(typeof(CompilerFeatureRequiredAttribute)) ? "[Obsolete] " : "";

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    /// <summary>In an interface only what has a body is worth a word.</summary>
    private static string Modifiers(MethodInfo method) =>
        method.IsStatic ? "static "
        : method.DeclaringType!.IsInterface ? (method.IsAbstract ? "" : "virtual ")
        : method.IsAbstract ? "abstract "
        : method is { IsVirtual: true, IsFinal: false } && !method.DeclaringType.IsSealed ? "virtual " : "";

    private static string TypeParameters(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(static parameter => parameter.Name))}>" : "";

    private static string Literal(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        _ when (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } named => $"{named.Name}.{Enum.ToObject(named, value)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
