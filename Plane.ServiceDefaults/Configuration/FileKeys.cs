using System.Collections.Immutable;

namespace Plane.ServiceDefaults.Configuration;

/// <summary>The keys of the NATS generation's configuration, as a table.</summary>
internal static class FileKeys
{
    private const string AlwaysOn = "that part is always on";
    private const string EngineLogs = "Plane reads backends' output from the engine, which keeps it by the engine's own settings";
    private const string NoLookup = "addresses are not looked up; name the IP address itself";

    /// <summary>Those of which several make one setting.</summary>
    public const string Hosts = "nats:hosts:*";
    public const string Host = "nats:hosts";
    public const string JsonLogs = "log_json";
    public const string Token = "nats:auth:token";
    public const string User = "nats:auth:username";
    public const string Password = "nats:auth:password";
    public const string DnsAddress = "dns:bind_ip";
    public const string DnsPort = "dns:port";
    public const string Mailbox = "dns:soa_email";
    public const string Database = "db_path";
    public const string Socket = "agent:docker:connection:socket";

    public static ImmutableArray<FileKey> All { get; } =
    [
        new("cluster_domain", ProgramKind.Drone, "Plane:Drone:Cluster"),
        new("cluster_domain", ProgramKind.Controller, "Plane:Controller:DefaultCluster"),
        new("cluster_domain", ProgramKind.Dns, "Plane:Dns:Clusters:0"),
        new(Hosts, null),
        new(Host, null),
        new(Token, null),
        new(User, null),
        new(Password, null),
        new(JsonLogs, null),

        new("scheduler", ProgramKind.Controller, Reason: AlwaysOn),
        new("http:port", ProgramKind.Controller, "Plane:Controller:Spawn:Port"),
        new("http:bind_ip", ProgramKind.Controller, "Plane:Controller:Spawn:Address"),
        new("http:cluster", ProgramKind.Controller, "Plane:Controller:Spawn:Cluster"),
        new("http:services:*", ProgramKind.Controller, "Plane:Controller:Spawn:Services:*:Image"),
        new("http:services:*:image", ProgramKind.Controller, "Plane:Controller:Spawn:Services:*:Image"),
        new("http:services:*:port", ProgramKind.Controller, "Plane:Controller:Spawn:Services:*:Port"),
        new("http:services:*:env:*", ProgramKind.Controller, "Plane:Controller:Spawn:Services:*:Env:*"),

        new(DnsAddress, ProgramKind.Dns),
        new(DnsPort, ProgramKind.Dns),
        new(Mailbox, ProgramKind.Dns),
        new("dns:domain_name", ProgramKind.Dns, "Plane:Dns:NameServers:0"),

        new("drone_id", ProgramKind.Drone, "Plane:Drone:Id"),
        new(Database, ProgramKind.Drone),
        new("agent:ip", ProgramKind.Drone, "Plane:Drone:PublicAddresses:0"),
        new("agent:ip:api", ProgramKind.Drone, Reason: NoLookup),
        new("agent:drone_id", ProgramKind.Drone, Reason: "drone_id at the top decides"),
        new("agent:docker:runtime", ProgramKind.Drone, "Plane:Drone:DockerRuntime"),
        new("agent:docker:network", ProgramKind.Drone, "Plane:Drone:Network"),
        new(Socket, ProgramKind.Drone),
        new("agent:docker:connection:http", ProgramKind.Drone, "DOCKER_HOST"),
        new("agent:docker:allow_volume_mounts", ProgramKind.Drone, "Plane:Drone:AllowBinds"),
        new("agent:docker:insecure_gpu", ProgramKind.Drone, Reason: "backends get no GPU"),
        new("agent:docker:syslog", ProgramKind.Drone, Reason: EngineLogs),
        new("proxy:bind_ip", ProgramKind.Drone, "Plane:Drone:Proxy:HttpAddress"),
        new("proxy:http_port", ProgramKind.Drone, "Plane:Drone:Proxy:HttpPort"),
        new("proxy:https_port", ProgramKind.Drone, "Plane:Drone:Proxy:HttpsPort"),
        new("proxy:passthrough", ProgramKind.Drone, "Plane:Drone:Proxy:Passthrough"),
        new("proxy:allow_path_routing", ProgramKind.Drone, "Plane:Drone:Proxy:PathRouting"),
        new("cert:key_path", ProgramKind.Drone, "Plane:Drone:Certificates:Files:0:Key"),
        new("cert:cert_path", ProgramKind.Drone, "Plane:Drone:Certificates:Files:0:Cert"),
        new("cert:account_key_path", ProgramKind.Drone, Reason: "the account's key is kept in the state directory"),
        new("acme:server", ProgramKind.Drone, "Plane:Drone:Certificates:Acme"),
        new("acme:admin_email", ProgramKind.Drone, "Plane:Drone:Certificates:Email"),
        new("acme:eab:key_id", ProgramKind.Drone, "Plane:Drone:Certificates:EabKeyId"),
        new("acme:eab:key", ProgramKind.Drone, "Plane:Drone:Certificates:EabKey"),
    ];

    /// <summary>Tables whose presence says which parts a drone has.</summary>
    public static ImmutableArray<(string Table, string Role)> Roles { get; } =
        [("agent", "agent"), ("proxy", "proxy"), ("cert", "certificates"), ("acme", "certificates")];

    /// <summary>Names at the top, for which a table may stand empty.</summary>
    public static bool IsTable(string name) => All.Any(key => key.Name.Split(':')[0].Equals(name, StringComparison.OrdinalIgnoreCase));
}
