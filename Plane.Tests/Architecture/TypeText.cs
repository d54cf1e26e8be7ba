using System.Reflection;
using System.Runtime.CompilerServices;

namespace Plane.Tests.Architecture;

/// <summary>
/// Writes a type as C# does, with the question marks and tuple names of the place where it is used. Both are attributes
/// that list one entry per part of the type, parts in the order of writing (Roslyn's nullable-metadata.md).
/// </summary>
internal sealed class TypeText
{
    private const byte Annotated = 2;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(object)] = "object",
        [typeof(short)] = "short",
        [typeof(string)] = "string",
        [typeof(uint)] = "uint",
        [typeof(ulong)] = "ulong",
        [typeof(ushort)] = "ushort",
        [typeof(void)] = "void",
    };

    private readonly byte[] _flags;
    private readonly IList<string?> _tupleNames;
    private int _nextFlag;
    private int _nextName;

    private TypeText(byte[] flags, IList<string?> tupleNames)
    {
        _flags = flags;
        _tupleNames = tupleNames;
    }

    /// <summary>Without question marks on references: where nullability says nothing (base types, constraints).</summary>
    public static string Of(Type type) => new TypeText([0], []).Write(type);

    /// <param name="place">The parameter, property, field or event that has the type.</param>
    /// <param name="outer">What it is declared in, from the inside out: each may hold the default for places that say nothing.</param>
    public static string Of(Type type, ICustomAttributeProvider place, params MemberInfo?[] outer)
    {
        var names = place.GetCustomAttributes(typeof(TupleElementNamesAttribute), false).OfType<TupleElementNamesAttribute>().SingleOrDefault()?.TransformNames ?? [];
        return new TypeText(Flags(place, outer), names).Write(type);
    }

    /// <summary>A type's own name without its namespace, type parameters in place of the arity.</summary>
    public static string Name(Type type)
    {
        var own = type.Name.Split('`')[0];
        var outer = type is { IsNested: true, DeclaringType: { } declaring } ? Name(declaring) + "." : "";
        var inherited = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var parameters = type.GetGenericArguments().Skip(inherited).Select(static parameter => Variance(parameter) + parameter.Name).ToArray();
        return outer + own + (parameters.Length == 0 ? "" : $"<{string.Join(", ", parameters)}>");
    }

    private static string Variance(Type parameter) =>
        !parameter.IsGenericParameter ? ""
        : parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.Covariant) ? "out "
        : parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.Contravariant) ? "in " : "";

    private static byte[] Flags(ICustomAttributeProvider place, MemberInfo?[] outer)
    {
        var own = place.GetCustomAttributes(typeof(NullableAttribute), false).OfType<NullableAttribute>().SingleOrDefault();
        return own?.NullableFlags ?? [outer.SelectMany(Chain).Select(Context).FirstOrDefault(static flag => flag is not null) ?? 0];
    }

    private static IEnumerable<MemberInfo> Chain(MemberInfo? member)
    {
        for (; member is not null; member = member.DeclaringType)
        {
            yield return member;
        }
    }

    private static byte? Context(MemberInfo member) => member.GetCustomAttribute<NullableContextAttribute>()?.Flag;

    private byte NextFlag() => _flags.Length == 1 ? _flags[0] : _flags[_nextFlag++];

    private string Write(Type type)
    {
        if (type.IsByRef)
        {
            return Write(type.GetElementType()!);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Write(underlying) + "?";
        }

        if (type.IsValueType)
        {
            if (type.IsGenericType)
            {
                _ = NextFlag();
            }

            return Plain(type);
        }

        return NextFlag() == Annotated ? Plain(type) + "?" : Plain(type);
    }

    private string Plain(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return Write(type.GetElementType()!) + "[]";
        }

        if (!type.IsGenericType)
        {
            return type.IsGenericParameter ? type.Name : Name(type);
        }

        if (type.IsAssignableTo(typeof(ITuple)) && type.IsValueType)
        {
            return Tuple(type.GetGenericArguments());
        }

        var outer = type.DeclaringType is { IsGenericType: false } declaring ? Name(declaring) + "." : "";
        return $"{outer}{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Write))}>";
    }

    private string Tuple(Type[] parts)
    {
        var names = new List<string?>();
        for (var part = 0; part < parts.Length; part++)
        {
            names.Add(_nextName < _tupleNames.Count ? _tupleNames[_nextName] : null);
            _nextName++;
        }

        return $"({string.Join(", ", parts.Select((part, at) => names[at] is { } name ? $"{Write(part)} {name}" : Write(part)))})";
    }
}
