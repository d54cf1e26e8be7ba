using Plane.Controller.Api.Access;
using Plane.Controller.Api.Spawn;
using Plane.Controller.Connect;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.ServiceDefaults.Configuration;

namespace Plane.Controller;

/// <summary>Section <c>Plane:Controller</c>. Checked at start; all faults are told at once.</summary>
internal sealed class ControllerOptions : ICheckedOptions
{
    public const string Section = "Plane:Controller";

    /// <summary>Cluster of a spawn that names none. Null: such a spawn is refused with <c>NoClusterProvided</c>. Default null.</summary>
    public string? DefaultCluster { get; init; }

    /// <summary>Set it when no backend of an earlier store can still run, as on a machine that was just set up: keys are then granted at once from a new store instead of one TTL later. Default false.</summary>
    public bool FreshStore { get; init; }

    /// <summary>Seconds between SIGTERM and SIGKILL where a spawn does not say. 0–3600. Default 10.</summary>
    public int GraceSeconds { get; init; } = BackendLimits.DefaultGraceSeconds;

    /// <summary>How many reads of the store's leader for keys may be under way at once; more wait for <see cref="LeaderReadWaitMilliseconds"/>, then 503. Raise it where NATS is far. 1–10,000. Default 128.</summary>
    public int MaxLeaderReads { get; init; } = 128;

    /// <summary>How long a connect waits for its turn to read the leader. 0–60,000 ms. Default 1,000.</summary>
    public int LeaderReadWaitMilliseconds { get; init; } = 1000;

    /// <summary>How many NATS requests of a kind (schedule, fetch, …) are worked on at once; more wait. 1–10,000. Default 256.</summary>
    public int MaxScheduleRequests { get; init; } = 256;

    /// <summary>How many drones are asked to take a spawn before it is given up. 1–100. Default 5.</summary>
    public int MaxCandidates { get; init; } = 5;

    /// <summary>Hours for which the record of an ended backend is kept. 1–8,760. Default 24.</summary>
    public int RetentionHours { get; init; } = 24;

    /// <summary>Seconds of silence after which a status stream sends a comment, so that proxies in between keep it open. 1–3,600. Default 15.</summary>
    public int StreamKeepAliveSeconds { get; init; } = 15;

    /// <summary>What a connect does that meets a backend on its way to the end, where it does not say itself: <c>return</c> it, <c>wait</c> for its end, <c>error</c>. Default <c>return</c>.</summary>
    public string OnTerminating { get; init; } = "return";

    /// <summary>Where clients reach the controller, as http or https URL, for <c>status_url</c>. Set it where requests do not tell. Null: as the request came. Default null.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Addresses or networks (<c>10.0.0.0/8</c>) of reverse proxies whose <c>X-Forwarded-For</c>, <c>-Proto</c>, <c>-Host</c> and <c>-Prefix</c> are believed. Nobody else's are. Default none.</summary>
    public IList<string> TrustedProxies { get; init; } = [];

    /// <summary>Who is asked about each request of <c>/ctrl</c>. Default nobody.</summary>
    public ForwardAuthOptions ForwardAuth { get; init; } = new();

    /// <summary>Keys one of which every request of <c>/ctrl</c> must show. Not together with <see cref="ForwardAuth"/>. Default none: <c>/ctrl</c> is open to whoever reaches it.</summary>
    public IList<ApiKeyOptions> ApiKeys { get; init; } = [];

    /// <summary>The HTTP API that spawns named services. Default off.</summary>
    public SpawnOptions Spawn { get; init; } = new();

    /// <summary>How long the head of a request may take to arrive. 1–300 s. Default 15.</summary>
    public int HeadSeconds { get; init; } = 15;

    /// <summary>How long a body may take to arrive. 1–300 s. Default 30.</summary>
    public int BodySeconds { get; init; } = 30;

    /// <summary>How fast a body has to arrive after its first five seconds. 1–1,000,000. Default 240.</summary>
    public int MinBodyBytesPerSecond { get; init; } = 240;

    /// <summary>Bodies in memory at once, over all requests; beyond it requests are answered 503. 4–4,096 MiB. Default 256.</summary>
    public int MaxBodyMegabytes { get; init; } = 256;

    /// <summary>Connections open at once; more are closed as they come. Each status stream is one. 10–1,000,000. Default 20,000.</summary>
    public int MaxConnections { get; init; } = 20_000;

    /// <summary>Seconds that a client of a stream may take nothing of what waits for it, until it is let go of. Raise it for clients that pause on purpose. 1–3,600. Default 30.</summary>
    public int StreamWriteSeconds { get; init; } = 30;

    public IEnumerable<string> Faults() =>
    [
        .. DefaultCluster is null || ClusterName.TryParse(DefaultCluster, out _) ? [] : Fault($"{nameof(DefaultCluster)} is '{DefaultCluster}', which is not a DNS name with an optional port"),
        .. InRange(GraceSeconds, 0, 3600, nameof(GraceSeconds)),
        .. InRange(MaxLeaderReads, 1, 10_000, nameof(MaxLeaderReads)),
        .. InRange(LeaderReadWaitMilliseconds, 0, 60_000, nameof(LeaderReadWaitMilliseconds)),
        .. InRange(MaxScheduleRequests, 1, 10_000, nameof(MaxScheduleRequests)),
        .. InRange(MaxCandidates, 1, 100, nameof(MaxCandidates)),
        .. InRange(RetentionHours, 1, 8760, nameof(RetentionHours)),
        .. InRange(StreamKeepAliveSeconds, 1, 3600, nameof(StreamKeepAliveSeconds)),
        .. TerminatingWords.ValueOf(OnTerminating) is null ? Fault($"{nameof(OnTerminating)} is '{OnTerminating}'; return, wait or error is expected") : [],
        .. PublicUrl is null || IsPlainUrl(PublicUrl) ? [] : Fault($"{nameof(PublicUrl)} is '{PublicUrl}', which is not an absolute http or https URL without user name, query and fragment"),
        .. TrustedProxies.Where(static text => TrustedNetwork.TryParse(text) is null).SelectMany(static text => Fault($"{nameof(TrustedProxies)} has '{text}'; an IP address or a network is expected")),
        .. ForwardAuth.Faults().Concat(ApiKeys.SelectMany(static key => key.Faults())).SelectMany(Fault),
        .. ForwardAuth.Url is not null && ApiKeys.Count > 0 ? Fault($"{nameof(ForwardAuth)} and {nameof(ApiKeys)} are both set; choose one") : [],
        .. Spawn.Faults(DefaultCluster).SelectMany(Fault),
        .. InRange(HeadSeconds, 1, 300, nameof(HeadSeconds)),
        .. InRange(BodySeconds, 1, 300, nameof(BodySeconds)),
        .. InRange(MinBodyBytesPerSecond, 1, 1_000_000, nameof(MinBodyBytesPerSecond)),
        .. InRange(MaxBodyMegabytes, 4, 4096, nameof(MaxBodyMegabytes)),
        .. InRange(MaxConnections, 10, 1_000_000, nameof(MaxConnections)),
        .. InRange(StreamWriteSeconds, 1, 3600, nameof(StreamWriteSeconds)),
    ];

    private static string[] Fault(string text) => [$"{Section}:{text}"];

    private static bool IsPlainUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0;

    private static string[] InRange(int value, int min, int max, string name) =>
        value >= min && value <= max ? [] : Fault($"{name} is {value}; {min} to {max} is allowed");
}
