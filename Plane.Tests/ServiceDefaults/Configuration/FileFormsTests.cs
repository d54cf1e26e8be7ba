using Plane.ServiceDefaults.Configuration;

namespace Plane.Tests.ServiceDefaults.Configuration;

/// <summary>One configuration in three forms: the NATS generation's TOML, its variables, and .NET's own.</summary>
public sealed class FileFormsTests
{
    private const string ControllerFile = """
        cluster_domain = "Sessions.Example.com"
        log_json = true
        [nats]
        hosts = ["n1", "n2:4333", "tls://n3:4444"]
        auth = { username = "plane", password = "p@ss:word" }
        [scheduler]
        [http]
        port = 9191
        bind_ip = "127.0.0.1"
        cluster = "localhost:9091"
        [http.services]
        game = "team/game:1"
        board = { image = "team/board", port = 8000, env = { LEVEL = "high" } }
        """;

    private const string DroneFile = """
        drone_id = "dr-one"
        cluster_domain = "localhost:9091"
        db_path = "/var/lib/plane/drone.sqlite3"
        [nats]
        hosts = ["n1"]
        auth.token = "to/ken"
        [agent]
        ip = "10.0.0.1"
        [agent.docker]
        runtime = "runsc"
        network = "plane"
        allow_volume_mounts = true
        connection = { socket = "/run/docker.sock" }
        [proxy]
        bind_ip = "10.0.0.1"
        http_port = 8000
        """;

    private const string DnsFile = """
        cluster_domain = "sessions.example.com"
        [nats]
        hosts = ["n1"]
        [dns]
        port = 5353
        bind_ip = "::1"
        soa_email = "first.last@example.com"
        domain_name = "ns1.example.com"
        """;

    private static readonly (string, string)[] ControllerVariables =
    [
        ("PLANE_CLUSTER_DOMAIN", "Sessions.Example.com"), ("PLANE_LOG_JSON", "1"), ("PLANE_NATS__HOSTS", "n1,n2:4333, tls://n3:4444"),
        ("PLANE_NATS__AUTH__USERNAME", "plane"), ("PLANE_NATS__AUTH__PASSWORD", "p@ss:word"),
        ("PLANE_HTTP__PORT", "9191"), ("PLANE_HTTP__BIND_IP", "127.0.0.1"), ("PLANE_HTTP__CLUSTER", "localhost:9091"), ("PLANE_HTTP__SERVICES__game", "team/game:1"),
        ("PLANE_HTTP__SERVICES__board__IMAGE", "team/board"), ("PLANE_HTTP__SERVICES__board__PORT", "8000"), ("PLANE_HTTP__SERVICES__board__ENV__LEVEL", "high"),
    ];

    private static readonly (string, string)[] ControllerSettings =
    [
        ("Plane__Controller__DefaultCluster", "Sessions.Example.com"), ("Plane__Logging__Json", "true"),
        ("ConnectionStrings__nats", "nats://plane:p%40ss%3Aword@n1,nats://plane:p%40ss%3Aword@n2:4333,tls://plane:p%40ss%3Aword@n3:4444"),
        ("Plane__Controller__Spawn__Port", "9191"), ("Plane__Controller__Spawn__Address", "127.0.0.1"), ("Plane__Controller__Spawn__Cluster", "localhost:9091"),
        ("Plane__Controller__Spawn__Services__game__Image", "team/game:1"), ("Plane__Controller__Spawn__Services__board__Image", "team/board"),
        ("Plane__Controller__Spawn__Services__board__Port", "8000"), ("Plane__Controller__Spawn__Services__board__Env__LEVEL", "high"),
    ];

    private static readonly (string, string)[] DroneVariables =
    [
        ("PLANE_DRONE_ID", "dr-one"), ("PLANE_CLUSTER_DOMAIN", "localhost:9091"), ("PLANE_DB_PATH", "/var/lib/plane/drone.sqlite3"), ("PLANE_NATS__HOSTS", "n1"),
        ("PLANE_NATS__AUTH__TOKEN", "to/ken"), ("PLANE_AGENT__IP", "10.0.0.1"), ("PLANE_AGENT__DOCKER__RUNTIME", "runsc"), ("PLANE_AGENT__DOCKER__NETWORK", "plane"),
        ("PLANE_AGENT__DOCKER__ALLOW_VOLUME_MOUNTS", "true"), ("PLANE_AGENT__DOCKER__CONNECTION__SOCKET", "/run/docker.sock"), ("plane_proxy__bind_ip", "10.0.0.1"), ("PLANE_PROXY__HTTP_PORT", "8000"),
    ];

    private static readonly (string, string)[] DroneSettings =
    [
        ("Plane__Drone__Id", "dr-one"), ("Plane__Drone__Cluster", "localhost:9091"), ("Plane__Drone__StateDirectory", "/var/lib/plane/drone"), ("ConnectionStrings__nats", "nats://to%2Fken@n1"),
        ("Plane__Drone__PublicAddresses__0", "10.0.0.1"), ("Plane__Drone__DockerRuntime", "runsc"), ("Plane__Drone__Network", "plane"), ("Plane__Drone__AllowBinds", "true"),
        ("DOCKER_HOST", "unix:///run/docker.sock"), ("Plane__Drone__Proxy__HttpAddress", "10.0.0.1"), ("Plane__Drone__Proxy__HttpPort", "8000"),
        ("Plane__Drone__Roles__0", "agent"), ("Plane__Drone__Roles__1", "proxy"),
    ];

    private static readonly (string, string)[] DnsVariables =
    [
        ("PLANE_CLUSTER_DOMAIN", "sessions.example.com"), ("PLANE_NATS__HOSTS", "n1"), ("PLANE_DNS__PORT", "5353"), ("PLANE_DNS__BIND_IP", "::1"),
        ("PLANE_DNS__SOA_EMAIL", "first.last@example.com"), ("PLANE_DNS__DOMAIN_NAME", "ns1.example.com"),
    ];

    private static readonly (string, string)[] DnsSettings =
    [
        ("Plane__Dns__Clusters__0", "sessions.example.com"), ("ConnectionStrings__nats", "nats://n1"), ("Plane__Dns__Listen", "[::1]:5353"),
        ("Plane__Dns__Mailbox", @"first\.last.example.com"), ("Plane__Dns__NameServers__0", "ns1.example.com"),
    ];

    [Fact]
    public void The_controllers_three_forms_give_equal_options() => AssertEqual(ProgramKind.Controller, ControllerFile, ControllerVariables, ControllerSettings);

    [Fact]
    public void The_drones_three_forms_give_equal_options() => AssertEqual(ProgramKind.Drone, DroneFile, DroneVariables, DroneSettings);

    [Fact]
    public void The_DNS_servers_three_forms_give_equal_options() => AssertEqual(ProgramKind.Dns, DnsFile, DnsVariables, DnsSettings);

    [Fact]
    public void A_variable_wins_over_the_file_and_a_list_replaces_the_whole_list()
    {
        var configuration = Given.Told(ProgramKind.Controller, ControllerFile, ("PLANE_NATS__HOSTS", "other"), ("PLANE_CLUSTER_DOMAIN", "c.test"));

        Assert.Equal("nats://plane:p%40ss%3Aword@other", configuration["ConnectionStrings:nats"]);
        Assert.Equal("c.test", configuration["Plane:Controller:DefaultCluster"]);
    }

    [Theory]
    [InlineData("[agent]\nip = '::1'", "agent")]
    [InlineData("[proxy]", "proxy")]
    [InlineData("[proxy]\n[cert]\n[acme]", "certificates,proxy")]
    [InlineData("drone_id = 'x'", "")]
    public void The_tables_that_are_there_are_the_drones_roles(string document, string roles)
    {
        var configuration = Given.Told(ProgramKind.Drone, document);

        Assert.Equal(roles, string.Join(',', configuration.GetSection("Plane:Drone:Roles").GetChildren().Select(static role => role.Value).Order()));
    }

    [Fact]
    public void Every_key_of_the_table_becomes_a_setting_that_there_is_or_says_why_not()
    {
        var missing =
            from key in FileKeys.All
            where key.Target is { } target && target.StartsWith("Plane:", StringComparison.Ordinal)
            from program in key.Program is { } one ? [one] : Enum.GetValues<ProgramKind>()
            where !Given.CatalogOf(program).Keys.Any(known => known.Covers(key.Target!.Replace("*", "0", StringComparison.Ordinal)))
            select $"{key.Name} of the {program}: {key.Target}";

        Assert.Empty(missing);
    }

    private static void AssertEqual(ProgramKind program, string file, (string, string)[] variables, (string, string)[] settings)
    {
        var fromFile = Given.Options(program, Given.Told(program, file));

        Assert.Equal(fromFile, Given.Options(program, Given.Environment(program, variables)));
        Assert.Equal(fromFile, Given.Options(program, Given.Environment(program, settings)));
        Assert.NotEqual(fromFile, Given.Options(program, Given.Environment(program)));
        Assert.Empty(FileSettings.Read(program, null, variables.Select(static variable => KeyValuePair.Create(variable.Item1, variable.Item2))).Warnings);
    }
}
