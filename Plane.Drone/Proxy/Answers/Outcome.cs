using System.Diagnostics.CodeAnalysis;

namespace Plane.Drone.Proxy.Answers;

/// <summary>One step's result, or why the request ends here.</summary>
internal readonly record struct Outcome<T>(T? Value, Refusal? Refusal)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsValue => Value is not null;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);
}
