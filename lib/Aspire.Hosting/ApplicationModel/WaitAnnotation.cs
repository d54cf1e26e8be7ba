using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Holds a resource's start back until another is there.</summary>
[DebuggerDisplay("Resource = {Resource.Name}")]
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    public IResource Resource { get; } = resource;

    public WaitType WaitType { get; } = waitType;

    /// <summary>Null: <see cref="WaitBehavior.WaitOnResourceUnavailable"/>, or with the dashboard disabled <see cref="WaitBehavior.StopOnResourceUnavailable"/>.</summary>
    public WaitBehavior? WaitBehavior { get; set; }

    /// <summary>The code a completed dependency must have ended with.</summary>
    public int ExitCode { get; } = exitCode;
}
