using System.Collections.Immutable;
using System.Text.Json;
using Plane.Contracts.Drones;
using Plane.Contracts.Http;
using Plane.Contracts.Interactive;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;

namespace Plane.Tests.Contracts;

/// <summary>A sample of every record that crosses a process, with as many fields set as it has.</summary>
internal static class GoldenSamples
{
    private static readonly BackendId Backend = BackendId.Parse("q7c0m2x9k4v1bn");
    private static readonly ClusterName Cluster = ClusterName.Parse("localhost:9091");
    private static readonly DroneId Drone = DroneId.Parse("dr-a1b2c3d4e5f6g7");
    private static readonly ResourceLimits Limits = new(100_000, 50, 60, 268_435_456, 1_073_741_824);
    private static readonly DateTimeOffset Time = new(2026, 1, 13, 10, 0, 0, 123, TimeSpan.Zero);

    private static readonly MetricsUpdate Metrics = new(Backend, 1_048_576, 2_097_152, 524_288, 262_144, 4096, 268_435_456, 120_000, 90_000_000);

    public static IReadOnlyList<GoldenSample> All { get; } = [.. Http(), .. Nats(), .. Records(), .. Drones(), .. Interactive()];

    private static IEnumerable<GoldenSample> Http() =>
    [
        GoldenSample.Of("http-connect-request", ConnectRequest(), HttpJson.Default.ConnectRequest),
        GoldenSample.Of("http-connect-response", new ConnectResponse(Backend.Value, true, BackendStatus.Scheduled, "tYVH", "http://localhost:9091/tYVH/", null, "Qx0", "http://localhost:8080/pub/b/q7c0m2x9k4v1bn/status", Drone.Value), HttpJson.Default.ConnectResponse),
        GoldenSample.Of("http-error", new ErrorResponse("k3v9x0q1m2n4b5", ErrorKind.NoDroneAvailable, "No active drone available."), HttpJson.Default.ErrorResponse),
        GoldenSample.Of("http-health", new HealthResponse("ok"), HttpJson.Default.HealthResponse),
        GoldenSample.Of("http-controller-status", new ControllerStatusResponse("ok", "0.5.5", "abca8022"), HttpJson.Default.ControllerStatusResponse),
        GoldenSample.Of("http-status-ready", new StatusResponse(BackendStatus.Ready, null, null, null, 1768300002500, null, null, null, null, null), HttpStatusJson.Default.StatusResponse),
        GoldenSample.Of("http-status-terminated", new StatusResponse(BackendStatus.Terminated, TerminationReason.Swept, TerminationKind.Soft, true, 1768300000123, 143, "exited", BackendStatus.Starting, new PhaseTimings(1, 2, 3, 4, 5), ["last words"]), HttpStatusJson.Default.StatusResponse),
        GoldenSample.Of("http-log-line", new LogLineResponse(1768300002500, BackendLogKind.Stderr, "cannot open the document"), HttpStatusJson.Default.LogLineResponse),
        GoldenSample.Of("http-activity", ActivityResponse(), HttpStatusJson.Default.ActivityResponse),
        GoldenSample.Of("http-backend-list", new BackendListResponse([new BackendSummary(Backend.Value, Cluster.Value, Drone.Value, new KeySummary("games", "room-1"), BackendStatus.Ready, null, "plane/drop-four", 1768300002500)], "17"), HttpStatusJson.Default.BackendListResponse),
        GoldenSample.Of("http-metrics", new MetricsResponse(Backend.Value, 1_048_576, 2_097_152, 524_288, 262_144, 4096, 268_435_456, 120_000, 90_000_000), HttpStatusJson.Default.MetricsResponse),
        GoldenSample.Of("http-drain", new DrainResponse(true), HttpJson.Default.DrainResponse),
        GoldenSample.Of("http-key", new KeyResponse("games", "room-1", "v1", true, Backend.Value, Cluster.Value, Drone.Value, 1768300000123, BackendStatus.Ready), HttpStatusJson.Default.KeyResponse),
        GoldenSample.Of("http-key-terminate-request", new KeyTerminateRequest("room-1", "games", true), HttpJson.Default.KeyTerminateRequest),
        GoldenSample.Of("http-key-terminate-response", new KeyTerminateResponse(Backend.Value), HttpJson.Default.KeyTerminateResponse),
        GoldenSample.Of("http-revoke-request", new RevokeRequest(Backend.Value, "u-17"), HttpJson.Default.RevokeRequest),
        GoldenSample.Of("http-prefetch-request", new PrefetchRequest { Images = [new PrefetchEntry { Image = "plane/drop-four", PullPolicy = PullPolicy.Always }] }, HttpJson.Default.PrefetchRequest),
        GoldenSample.Of("http-prefetch-response", PrefetchResponse(), HttpJson.Default.PrefetchResponse),
        GoldenSample.Of("http-certificates", new CertificatesResponse([new CertificateSummary(Cluster.Value, Drone.Value, 1901232000000, 1898553600000, 1893456000000, 1, "the authority cannot be reached", 1898553660000, "app.example", "file", "/etc/app.pem")]), HttpStatusJson.Default.CertificatesResponse),
        GoldenSample.Of("http-cluster-state", ClusterState(), HttpStatusJson.Default.ClusterStateResponse),
    ];

    private static PrefetchResponse PrefetchResponse() => new(
        [new PrefetchedImage("plane/drop-four", PullPolicy.Always)], [new PrefetchingDrone(Drone.Value, [new PrefetchProgress("plane/drop-four", "failed", "no such image")])]);

    private static ClusterStateResponse ClusterState() => new(
        [new DroneSummary(true, false, 3, 2, new NodeSummary(new NodeName { Drone = Drone.Value }, "0.5.5", "abca8022", "co-a1b2c3d4e5f6g7", 1))],
        [new NodeSummary(new NodeName { Proxy = Drone.Value }, "0.5.5", "abca8022", "co-a1b2c3d4e5f6g7", 1)]);

    private static IEnumerable<GoldenSample> Nats() =>
    [
        GoldenSample.Of("nats-schedule-request", ScheduleRequest(), NatsJson.Default.ScheduleRequest),
        GoldenSample.Of("nats-schedule-reply", new ScheduleReply(new ScheduledBackend(Drone.Value, Backend.Value, false, "abcdefghijklmnopqrstuvwxyz0123")), NatsJson.Default.ScheduleReply),
        GoldenSample.Of("nats-schedule-reply-no-drone", ScheduleReply.NoDroneAvailable, NatsJson.Default.ScheduleReply),
        GoldenSample.Of("nats-fetch-request", new FetchRequest(Cluster, "workspace/42"), NatsJson.Default.FetchRequest),
        GoldenSample.Of("nats-fetch-reply", new FetchReply(new FetchedBackend(Drone.Value, Backend.Value, "abcdefghijklmnopqrstuvwxyz0123")), NatsJson.Default.FetchReply),
        GoldenSample.Of("nats-fetch-reply-none", FetchReply.NoBackendForLock, NatsJson.Default.FetchReply),
        GoldenSample.Of("nats-termination-request", new TerminationRequest(Cluster, Backend), NatsJson.Default.TerminationRequest),
        GoldenSample.Of("nats-drain-request", new DrainRequest(Drone, Cluster, true), NatsJson.Default.DrainRequest),
        GoldenSample.Of("nats-acme-record-request", new AcmeRecordRequest(Cluster, "q1w2"), NatsJson.Default.AcmeRecordRequest),
        GoldenSample.Of("nats-error", new ErrorReply(new RequestError("$.executable.image: must be an image reference", "$.executable.image")), NatsJson.Default.ErrorReply),
        GoldenSample.Of("nats-backend-log", new BackendLogMessage(Backend, BackendLogKind.Meta, "Backend exit code: 2"), NatsJson.Default.BackendLogMessage),
        GoldenSample.Of("nats-backend-state", new BackendStateMessage(Cluster, BackendState.TimedOutBeforeReady, Backend, Time), NatsJson.Default.BackendStateMessage),
        GoldenSample.Of("nats-log", new LogMessage(LogComponent.Drone(Drone), "Plane.Drone.Agent.DroneAgent", "Ready", "INFO", Time, ImmutableSortedDictionary<string, string>.Empty.Add("message", "Ready with 2 backends").Add("Backends", "2")), NatsJson.Default.LogMessage),
        GoldenSample.Of("nats-backend-stats", new BackendStatsMessage(Cluster, Drone, Backend, 1_048_576, 536_870_912, 120_000, 90_000_000), NatsJson.Default.BackendStatsMessage),
        GoldenSample.Of("nats-spawn-request", new SpawnRequest { GracePeriodSeconds = 60, Lock = "workspace/42", RequireBearerToken = true, Port = 8000, Env = new() { ["A"] = "b" }, VolumeMounts = ["/data:/data"] }, NatsJson.Default.SpawnRequest),
        GoldenSample.Of("nats-spawn-response", new SpawnResponse($"http://{Backend}.{Cluster}", Backend.Value, $"http://localhost:9090/backend/{Backend}/status", "abcdefghijklmnopqrstuvwxyz0123", true), NatsJson.Default.SpawnResponse),
        GoldenSample.Of("nats-state-response", new StateResponse(BackendState.Ready, Backend, Time), NatsJson.Default.StateResponse),
    ];

    private static IEnumerable<GoldenSample> Records() =>
    [
        GoldenSample.Of("record-backend", BackendRecord(), StateJson.Default.BackendRecord),
        GoldenSample.Of("record-drone", DroneRecord(), StateJson.Default.DroneRecord),
        GoldenSample.Of("record-key", KeyEntry(), StateJson.Default.KeyEntry),
        GoldenSample.Of("record-token", new TokenRecord(Backend, Cluster, "u-17", JsonElement.Parse("""{"role":"editor"}"""), "Qx0"), StateJson.Default.TokenRecord),
        GoldenSample.Of("record-revocation", new RevocationRecord(Backend), StateJson.Default.RevocationRecord),
        GoldenSample.Of("record-fence", new FenceRecord(1768300000123), StateJson.Default.FenceRecord),
        GoldenSample.Of("record-ready", new ReadyRecord(Time), StateJson.Default.ReadyRecord),
        GoldenSample.Of("record-reservation", new ReservationRecord(KeyName.Parse("games", "room-1").Hash), StateJson.Default.ReservationRecord),
        GoldenSample.Of("record-terminate", new TerminateIntent(TerminationKind.Soft, TerminationReason.External), StateJson.Default.TerminateIntent),
        GoldenSample.Of("record-drain", new DrainIntent(Cluster, Drone), StateJson.Default.DrainIntent),
        GoldenSample.Of("record-prevent-renewal", new PreventRenewalIntent(Backend), StateJson.Default.PreventRenewalIntent),
        GoldenSample.Of("record-prefetch", new PrefetchIntent([new PrefetchImage("plane/drop-four", PullPolicy.IfNotPresent)]), StateJson.Default.PrefetchIntent),
        GoldenSample.Of("record-secret", new SecretRecord([1, 2, 3]), StateJson.Default.SecretRecord),
        GoldenSample.Of("record-shared-certificate", new SharedCertificateRecord([1, 2, 3]), StateJson.Default.SharedCertificateRecord),
        GoldenSample.Of(
            "record-certificate",
            new CertificateRecord(Cluster, Drone, new DateTimeOffset(2030, 4, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2030, 3, 1, 0, 0, 0, TimeSpan.Zero), [new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)], 1, "the authority cannot be reached", new DateTimeOffset(2030, 3, 1, 0, 1, 0, TimeSpan.Zero)),
            StateJson.Default.CertificateRecord),
        GoldenSample.Of("record-acme-txt", new AcmeTxtRecord(Cluster, "gfj9Xq-Rg85nM"), StateJson.Default.AcmeTxtRecord),
        GoldenSample.Of("record-certificate-domain", new CertificateRecord(Cluster, Drone, null, null, [], 0, null, null, "app.example", CertificateRecord.FromFile, "/etc/app.pem"), StateJson.Default.CertificateRecord),
        GoldenSample.Of("record-acme-answer", new AcmeAnswerRecord(Cluster, "app.example", "http-01", "q1w2", "q1w2.gfj9Xq-Rg85nM"), StateJson.Default.AcmeAnswerRecord),
        GoldenSample.Of("record-acme-lease", new AcmeLeaseRecord(Cluster, Drone.Value, 7), StateJson.Default.AcmeLeaseRecord),
    ];

    private static IEnumerable<GoldenSample> Drones() =>
    [
        GoldenSample.Of("drone-spawn", SpawnMessage(), StateJson.Default.SpawnMessage),
        GoldenSample.Of("drone-spawn-reply", new SpawnReply(false, "the guard does not run"), StateJson.Default.SpawnReply),
        GoldenSample.Of("drone-touch", new TouchMessage(Backend), StateJson.Default.TouchMessage),
        GoldenSample.Of("drone-touch-reply", new TouchReply(BackendStatus.HardTerminating), StateJson.Default.TouchReply),
        GoldenSample.Of("drone-activity", new ActivityMessage(Backend), StateJson.Default.ActivityMessage),
        GoldenSample.Of("drone-metrics", new MetricsMessage(Backend), StateJson.Default.MetricsMessage),
        GoldenSample.Of("drone-metrics-reply", new MetricsReply(true, Metrics), StateJson.Default.MetricsReply),
        GoldenSample.Of("drone-metrics-update", Metrics, StateJson.Default.MetricsUpdate),
        GoldenSample.Of("drone-activity-reply", new ActivityReply(new ActivityView(1, [new ConnectionView("203.0.113.9", "token", "GET", "/doc", "curl/8", 1500, 20)], 250, 4750, "idle limit", 60_000)), StateJson.Default.ActivityReply),
        GoldenSample.Of("drone-attach", new AttachMessage { Conduit = "k3v9x0q1m2n4b5", Kind = AttachKind.Exec, Backend = Backend, Command = ["sh", "-c", "exit 3"], Terminal = new TerminalSize(80, 24), Image = "plane/drop-four" }, StateJson.Default.AttachMessage),
        GoldenSample.Of("drone-attach-reply", new AttachReply(false, "the backend does not run here"), StateJson.Default.AttachReply),
        GoldenSample.Of("drone-attach-end", new AttachEnd(3, "the engine broke off"), StateJson.Default.AttachEnd),
        GoldenSample.Of("drone-terminal-size", new TerminalSize(80, 24), StateJson.Default.TerminalSize),
        GoldenSample.Of("drone-progress", new ProgressUpdate(Backend, "Downloading", 5, 10), StateJson.Default.ProgressUpdate),
    ];

    private static IEnumerable<GoldenSample> Interactive() =>
    [
        GoldenSample.Of("interactive-call", new CallMessage { Call = "exec", Params = [Backend.Value, "sh"], Terminal = new TerminalSize(80, 24) }, InteractiveJson.Default.CallMessage),
        GoldenSample.Of("interactive-signal", new SignalMessage("resize", new TerminalSize(80, 24)), InteractiveJson.Default.SignalMessage),
        GoldenSample.Of("interactive-lines-outcome", new LinesOutcome(false, "unknown action call"), InteractiveJson.Default.LinesOutcome),
        GoldenSample.Of("interactive-pow-fulfilled", new PowOutcome("fulfilled", JsonElement.Parse("0")), InteractiveJson.Default.PowOutcome),
        GoldenSample.Of("interactive-pow-rejected", new PowOutcome("rejected", Reason: "cancelled"), InteractiveJson.Default.PowOutcome),
        GoldenSample.Of("interactive-error", new InteractiveErrorResponse(501, "API is not implemented on this server"), InteractiveJson.Default.InteractiveErrorResponse),
        GoldenSample.Of("interactive-auth", new WhoAmIResponse("alice", true), InteractiveListJson.Default.WhoAmIResponse),
        GoldenSample.Of("interactive-systems", [new SystemResponse(Backend.Value, $"http://{Backend}.{Cluster}/", "A room for two", "ready", Time)], InteractiveListJson.Default.SystemResponseArray),
        GoldenSample.Of("interactive-news", [new NewsItemResponse("2026-01-13-moved", Time, "We have moved", "<p>To <em>here</em>.</p>", "To *here*.")], InteractiveListJson.Default.NewsItemResponseArray),
    ];

    private static ActivityResponse ActivityResponse() => new(
        Backend.Value,
        Cluster.Value,
        Drone.Value,
        new StatusResponse(BackendStatus.Ready, null, null, null, 1768300002500, null, null, null, null, null),
        1,
        [new ConnectionSummary("203.0.113.9", "token", "GET", "/doc", "curl/8", 1768300003000, 1768300003100)],
        1768300004000,
        1768300009000,
        "idle limit",
        1768303602500);

    private static ConnectRequest ConnectRequest() => new()
    {
        Key = new KeyRequest("room-1", "games", "v2"),
        Pool = "gpu",
        SpawnConfig = new SpawnConfig
        {
            Id = Backend.Value,
            Cluster = Cluster.Value,
            Pool = "gpu",
            Executable = new HttpExecutable
            {
                Image = "ghcr.io/acme/room:1",
                PullPolicy = PullPolicy.IfNotPresent,
                Credentials = new HttpCredentials("bob", "pw"),
                Env = new Dictionary<string, string> { ["LEVEL"] = "3" },
                ResourceLimits = new HttpResourceLimits(100_000, 50, 60, 268_435_456, 1_073_741_824),
                Mount = JsonElement.Parse("true"),
                NetworkName = "backends",
                Port = 8080,
                Ports = [8081],
            },
            LifetimeLimitSeconds = 3600,
            MaxIdleSeconds = 60,
            UseStaticToken = true,
            Metadata = new Dictionary<string, string> { ["public"] = "true" },
            Subdomain = "room",
            GraceSeconds = 5,
            HostRouting = "open",
        },
        User = "u-17",
        Auth = JsonElement.Parse("""{"role":"editor"}"""),
        OnTerminating = "wait",
    };

    private static ScheduleRequest ScheduleRequest() => new()
    {
        Cluster = ClusterName.Parse("plane.test"),
        BackendId = Backend,
        MaxIdleSecs = 30,
        Metadata = new Dictionary<string, string> { ["user"] = "u1" },
        Executable = new NatsExecutable
        {
            Image = "ghcr.io/acme/app:1",
            Env = new Dictionary<string, string> { ["PORT"] = "8080" },
            Credentials = new NatsCredentials { UsernamePassword = new UsernamePassword("bob", "pw") },
            ResourceLimits = new NatsResourceLimits(100_000, 50, 60, 536_870_912, 1_073_741_824),
            PullPolicy = PullPolicy.Always,
            Port = 3000,
            Ports = [3001, 3002],
            VolumeMounts = ["/data:/data"],
        },
        RequireBearerToken = true,
        Lock = "workspace/42",
    };

    private static BackendRecord BackendRecord() => new()
    {
        Backend = Backend,
        Cluster = Cluster,
        Drone = Drone,
        KeyNamespace = "games",
        KeyName = "room-1",
        Status = BackendStatus.Terminated,
        LastStatus = BackendStatus.Starting,
        Reason = TerminationReason.StartupTimeout,
        Kind = TerminationKind.Hard,
        ExitCode = 137,
        Failure = new BackendFailure(BackendStatus.Waiting, "no answer", ["last words"]),
        Image = "plane/drop-four",
        Resources = Limits,
        Limits = new BackendLimits(60, 3600, 10),
        Subdomain = "room",
        HostRouting = true,
        StaticTokenHash = "00ff",
        RequiresBearerToken = true,
        FencingToken = 1768300000123,
        ContainerId = "c0ffee",
        Address = "172.17.0.2:8080",
        Ports = [8080, 8081],
        Phases = new PhaseTimings(1, 2, 3, 4, 5),
        Metadata = ImmutableSortedDictionary<string, string>.Empty.Add("user", "u1"),
    };

    private static DroneRecord DroneRecord() => new()
    {
        Cluster = Cluster,
        Drone = Drone,
        Incarnation = 3,
        IsAgent = true,
        IsProxy = true,
        State = DroneState.Ready,
        Pool = "gpu",
        PublicAddresses = ["203.0.113.7"],
        PeerAddress = "10.0.0.7:9191",
        ProxyAuthority = "localhost:9091",
        Running = 2,
        Capacity = 10,
        FreeMemoryBytes = 1_000_000,
        FreeCores = 1.5,
        Version = "0.5.5",
        Images = [ImageHash.Of("plane/drop-four")],
        Prefetch = [new PrefetchState("plane/drop-four", PrefetchPhase.Failed, "no such image")],
    };

    private static KeyEntry KeyEntry() => new()
    {
        State = KeyEntryState.Held,
        Namespace = "games",
        Name = "room-1",
        Tag = "v2",
        Backend = Backend,
        Cluster = Cluster,
        Drone = Drone,
        Incarnation = 3,
        FencingToken = 1768300000123,
    };

    private static SpawnMessage SpawnMessage() => new()
    {
        Cluster = Cluster,
        Drone = Drone,
        Incarnation = 3,
        Backend = Backend,
        KeyNamespace = "games",
        KeyName = "room-1",
        KeyTag = "v2",
        Reservation = 17,
        Record = 18,
        FencingToken = 1768300000123,
        Spec = new BackendSpec
        {
            Image = "plane/drop-four",
            PullPolicy = PullPolicy.Never,
            Credentials = new RegistryCredentials("bob", "pw", null),
            Environment = ImmutableSortedDictionary<string, string>.Empty.Add("LEVEL", "3"),
            Limits = Limits,
            Port = 3000,
            Ports = [3001],
            Mount = "room-1",
            Binds = ["/data:/data"],
            Network = "backends",
        },
        Limits = new BackendLimits(60, 3600, 10),
        StaticToken = "s.token",
        ElapsedMilliseconds = 12,
    };
}
