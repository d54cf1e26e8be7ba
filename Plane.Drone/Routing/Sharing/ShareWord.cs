using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Serialization;
using Plane.Domain.Identity;
using Plane.Drone.Runtime;

namespace Plane.Drone.Routing.Sharing;

/// <summary>One line of what the agent and the proxy of a drone say to each other where they are two processes.</summary>
/// <param name="Verb">What it says; the rest is filled as it needs.</param>
internal sealed record ShareWord([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] ShareVerb Verb, string? Backend = null, SharedRoute? Route = null, bool IsGranted = false);

internal enum ShareVerb
{
    /// <summary>Agent: this route is open.</summary>
    Open,

    /// <summary>Agent: this backend has no route any more.</summary>
    Close,

    /// <summary>Agent: those were all; what was not named has ended. Proxy: those are all that are in use.</summary>
    Listed,

    /// <summary>Agent: end what is open towards the backend.</summary>
    End,

    /// <summary>Proxy: somebody begins to use the backend. Answered by <see cref="Entered"/>.</summary>
    Enter,

    /// <summary>Agent: whether it may be used; if not, it is about to stop.</summary>
    Entered,

    /// <summary>Proxy: nobody uses it any more.</summary>
    Leave,
}

/// <summary>A route in words.</summary>
internal sealed record SharedRoute(string Address, string ContainerId, ImmutableSortedDictionary<int, string> Ports, ProcessMark? Process)
{
    public static SharedRoute Of(Route route) => new(
        route.Address.ToString(), route.ContainerId, route.Ports.ToImmutableSortedDictionary(static pair => pair.Key, static pair => pair.Value.ToString()), route.Process);

    /// <exception cref="FormatException">It names no address.</exception>
    public Route To(BackendId backend) => new(backend, IPEndPoint.Parse(Address), ContainerId)
    {
        Ports = Ports.ToImmutableDictionary(static pair => pair.Key, static pair => IPEndPoint.Parse(pair.Value)),
        Process = Process,
    };

    /// <summary>Whether it leads to the same run.</summary>
    public bool IsOf(Route? route) => route is not null && route.ContainerId == ContainerId && route.Address.ToString() == Address;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ShareWord))]
internal sealed partial class ShareJson : JsonSerializerContext;
