using System.Collections.Immutable;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;

namespace Plane.Drone.Runtime;

/// <summary>All a runtime needs to run one backend.</summary>
/// <param name="Identity">Goes into labels, by which a restarted drone recognises what it ran.</param>
/// <param name="Key">It holds.</param>
/// <param name="KeyTag">Of the acquisition.</param>
/// <param name="Environment">The caller's variables with Plane's own laid over them, without <c>PORT</c>.</param>
internal sealed record BackendLaunch(
    LeaseIdentity Identity, KeyName Key, string KeyTag, BackendSpec Spec, ImmutableSortedDictionary<string, string> Environment)
{
    /// <summary>Never prints the environment.</summary>
    public override string ToString() => $"{Identity.Backend}: {Spec.Image}";
}
