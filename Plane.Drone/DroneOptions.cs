using System.Globalization;
using Plane.Domain.Identity;
using Plane.Drone.Agent;
using Plane.Drone.Runtime;
using Plane.ServiceDefaults.Configuration;

namespace Plane.Drone;

/// <summary>Section <c>Plane:Drone</c>. The proxy's and the peer listener's own settings are below it, in <c>Proxy</c> and <c>Peer</c>.</summary>
internal sealed class DroneOptions : ICheckedOptions
{
    public const string Section = "Plane:Drone";
    private const int MaxAge = 31_536_000;

    public static IReadOnlyList<string> KnownRoles { get; } = ["agent", "proxy", "certificates"];

    /// <summary>Names this drone within its cluster, <c>[a-z0-9-]{1,45}</c>. Keep it over restarts, together with the state directory. Required.</summary>
    public string Id { get; set; } = "";

    /// <summary>The cluster it serves, e.g. <c>sessions.example.com</c> or <c>localhost:9091</c>. Required.</summary>
    public string Cluster { get; set; } = "";

    /// <summary>Which of <c>agent</c>, <c>proxy</c>, <c>certificates</c> this process has; proxy.md says what a proxy in a process of its own is for. Default: all three.</summary>
    public IList<string> Roles { get; } = [];

    /// <summary>Scheduling pool; only spawns that name it come here. Default: the empty one.</summary>
    public string Pool { get; set; } = "";

    /// <summary>Folder for locks, journals and what outlives a restart; one per drone, on a local disk. Required.</summary>
    public string StateDirectory { get; set; } = "";

    /// <summary><c>Docker</c>; <c>Process</c> for development on machines without an engine; <c>Executor</c>: another program runs backends, told over <see cref="ExecutorSocket"/>. Default Docker.</summary>
    public RuntimeKind Runtime { get; set; } = RuntimeKind.Docker;

    /// <summary>Absolute path of the unix socket at which the executor listens. Required with, and only for, the runtime <c>Executor</c>. Default none.</summary>
    public string? ExecutorSocket { get; set; }

    /// <summary>IPv4 address, or a host name that has one, at which the executor's ports are dialled from this machine. Default 127.0.0.1.</summary>
    public string ExecutorAddress { get; set; } = "127.0.0.1";

    /// <summary><c>Leave</c>: backends run on while the drone restarts. <c>Terminate</c>: they end with it. Default Leave.</summary>
    public StopBehaviour OnStop { get; set; } = StopBehaviour.Leave;

    /// <summary>How many backends it runs at once at most, 1–100,000. Default: no limit.</summary>
    public int? Capacity { get; set; }

    /// <summary>IP addresses at which clients reach its proxy, for DNS. Default none.</summary>
    public IList<string> PublicAddresses { get; } = [];

    /// <summary>Absolute folder below which backends' mounts lie. Default: mounts are refused.</summary>
    public string? MountBase { get; set; }

    /// <summary>The engine's network for backends that name none. Default: the engine's bridge.</summary>
    public string? Network { get; set; }

    /// <summary>Publish ports on loopback and dial these, where container addresses cannot be dialled (Docker Desktop). Default false.</summary>
    public bool PublishPorts { get; set; }

    /// <summary>OCI runtime, e.g. <c>runsc</c>. Default: the engine's.</summary>
    public string? DockerRuntime { get; set; }

    /// <summary>The engine's log driver for backends, as its API writes it: <c>{"Type":"json-file","Config":{"max-size":"10m"}}</c>. A driver whose logs cannot be read leaves backends without output. Default: the engine's.</summary>
    public string? LogConfig { get; set; }

    /// <summary>How old a stopped container of this drone must be before it is cleaned away, 0–31,536,000 s. A backend's own goes at its end; these are what fell through. Default 0.</summary>
    public int PruneContainersAfterSeconds { get; set; }

    /// <summary>Which images the drone deletes: <c>None</c>; <c>Pulled</c>, those it pulled itself; <c>Unused</c>, all that no container uses, whoever made them. Default None.</summary>
    public PrunedImages PruneImages { get; set; }

    /// <summary>How long an image must not have been wanted before it is deleted, 60–31,536,000 s. Default 86,400.</summary>
    public int PruneImagesAfterSeconds { get; set; } = 86_400;

    /// <summary>Whether spawns may mount host paths they name (NATS API). Default false: it gives callers the machine.</summary>
    public bool AllowBinds { get; set; }

    /// <summary>How long a started program may take until its first HTTP answer, 1–3600 s. Default 300.</summary>
    public int ProbeSeconds { get; set; } = 300;

    /// <summary>Seconds between two measurements of what each backend uses, which are published; 0 for none. Raise it on drones with very many backends. 0–3,600. Default 5.</summary>
    public int MeasureSeconds { get; set; } = 5;

    /// <summary>How long a backend with an idle limit stays at least when its last connection has closed, 0–3,600 s, so that a page that is loaded anew finds it. Default 0.</summary>
    public int IdleGraceSeconds { get; set; }

    /// <summary>Settings of the process runtime.</summary>
    public ProcessSection Process { get; } = new();

    public bool Has(string role) => Roles.Count == 0 || Roles.Contains(role, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<string> Faults()
    {
        if (!DroneId.TryParse(Id, out _))
        {
            yield return $"{Section}:Id is '{Id}'; 1 to 45 characters of a-z, 0-9 and '-' are expected.";
        }

        if (!ClusterName.TryParse(Cluster, out _))
        {
            yield return $"{Section}:Cluster is '{Cluster}'; a DNS name with an optional port is expected.";
        }

        foreach (var role in Roles.Where(static role => !KnownRoles.Contains(role, StringComparer.OrdinalIgnoreCase)))
        {
            yield return $"{Section}:Roles has '{role}'; {string.Join(", ", KnownRoles)} are expected.";
        }

        if (string.IsNullOrWhiteSpace(StateDirectory))
        {
            yield return $"{Section}:StateDirectory is missing; a folder on a local disk is expected.";
        }

        foreach (var address in PublicAddresses.Where(static address => !System.Net.IPAddress.TryParse(address, out _)))
        {
            yield return $"{Section}:PublicAddresses has '{address}'; an IP address is expected.";
        }

        foreach (var fault in RangeFaults())
        {
            yield return fault;
        }
    }

    private IEnumerable<string> RangeFaults()
    {
        if (Capacity is < 1 or > 100_000)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Section}:Capacity is {Capacity}; 1 to 100000 is expected.");
        }

        if (ProbeSeconds is < 1 or > 3600)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Section}:ProbeSeconds is {ProbeSeconds}; 1 to 3600 is expected.");
        }

        if (IdleGraceSeconds is < 0 or > 3600)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Section}:IdleGraceSeconds is {IdleGraceSeconds}; 0 to 3600 is expected.");
        }

        if (PruneContainersAfterSeconds is < 0 or > MaxAge)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Section}:PruneContainersAfterSeconds is {PruneContainersAfterSeconds}; 0 to {MaxAge} is expected.");
        }

        if (PruneImagesAfterSeconds is < 60 or > MaxAge)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Section}:PruneImagesAfterSeconds is {PruneImagesAfterSeconds}; 60 to {MaxAge} is expected.");
        }

        if (DroneSettings.FaultOfLogConfig(LogConfig) is { } fault)
        {
            yield return $"{Section}:LogConfig {fault}";
        }

        if (MeasureSeconds is < 0 or > 3600)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Section}:MeasureSeconds is {MeasureSeconds}; 0 to 3600 is expected.");
        }

        if (MountBase is not null && !Path.IsPathRooted(MountBase))
        {
            yield return $"{Section}:MountBase is '{MountBase}'; an absolute path is expected.";
        }

        if (!Enum.IsDefined(Runtime) || !Enum.IsDefined(OnStop) || !Enum.IsDefined(PruneImages))
        {
            yield return $"{Section}:Runtime is Docker, Process or Executor, {Section}:OnStop is Leave or Terminate, {Section}:PruneImages is None, Pulled or Unused.";
        }

        if (Runtime == RuntimeKind.Executor ? !Path.IsPathRooted(ExecutorSocket ?? "") : ExecutorSocket is not null)
        {
            yield return $"{Section}:ExecutorSocket is '{ExecutorSocket}'; the runtime Executor needs an absolute path, and no other takes one.";
        }
    }
}
