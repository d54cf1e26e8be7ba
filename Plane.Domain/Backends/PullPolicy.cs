namespace Plane.Domain.Backends;

public enum PullPolicy
{
    /// <summary>Pull where the engine has no such image. The default.</summary>
    IfNotPresent,

    /// <summary>Pull before every start.</summary>
    Always,

    /// <summary>Never pull: without the image the start fails.</summary>
    Never,
}
