namespace Docker.DotNet.Models;

/// <summary>When the engine starts an ended container again.</summary>
public enum RestartPolicyKind
{
    /// <summary>Not said, which means <see cref="No"/>; an empty string on the wire.</summary>
    Undefined,

    No,

    Always,

    /// <summary>When the exit code is not zero.</summary>
    OnFailure,

    /// <summary>As <see cref="Always"/>, save that a stopped one stays stopped when the engine restarts.</summary>
    UnlessStopped,
}
