namespace Plane.Domain.Keys;

/// <summary>What a key's entry means to a connect.</summary>
public enum KeyStanding
{
    /// <summary>Nobody has it: spawn.</summary>
    Free,

    /// <summary>A spawn is under way: wait for its outcome.</summary>
    Reserved,

    /// <summary>A backend has it: join that one.</summary>
    Held,

    /// <summary>It is taken under another tag.</summary>
    OtherTag,
}
