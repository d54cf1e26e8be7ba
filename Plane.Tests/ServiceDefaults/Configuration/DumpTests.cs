using System.Diagnostics;
using System.Text.Json;
using Peers;

namespace Plane.Tests.ServiceDefaults.Configuration;

/// <summary>The programs as processes.</summary>
public sealed class DumpTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private const string Document = """
        cluster_domain = "c.test"
        [nats]
        hosts = ["n1"]
        auth = { username = "plane", password = "open-sesame" }
        """;

    [Theory]
    [InlineData("Plane.Controller", "Plane:Controller:DefaultCluster")]
    [InlineData("Plane.Drone", "Plane:Drone:Cluster")]
    [InlineData("Plane.Dns", "Plane:Dns:Clusters:0")]
    public async Task The_effective_configuration_is_printed_with_its_sources_and_without_secrets(string program, string cluster)
    {
        using var file = new TemporaryFile(Document);

        var (code, output, _) = await RunAsync(program, "--config", file.Path, "--dump-config", "--Plane:Logging:Json=true", "--Plane:Drone:Id=dr-one", "--Plane:Drone:StateDirectory=/tmp/x");

        using var dump = JsonDocument.Parse(output);
        Assert.Equal(0, code);
        Assert.Equal(("c.test", Path.GetFileName(file.Path) + "(1,18)"), Line(dump, cluster));
        Assert.Equal(("true", "command line"), Line(dump, "Plane:Logging:Json"));
        Assert.Equal(("1", "default"), Line(dump, "Plane:Leases:Scale"));
        Assert.Equal("nats://***@n1", Line(dump, "ConnectionStrings:nats").Value);
        Assert.DoesNotContain("open-sesame", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Plane.Controller", "--Plane:Controller:RetentionHours=0", "Plane:Controller:RetentionHours")]
    [InlineData("Plane.Drone", "--Plane:Drone:Capacity=0", "Plane:Drone:Id")]
    [InlineData("Plane.Dns", "--Plane:Dns:TtlSeconds=x", "Plane:Dns:TtlSeconds")]
    public async Task A_program_with_wrong_settings_says_so_and_does_not_start(string program, string wrong, string told)
    {
        var (code, _, errors) = await RunAsync(program, wrong, "--Plane:Leases:Scale=0");

        Assert.Equal(1, code);
        Assert.All([told, "Plane:Leases:Scale"], key => Assert.Contains(key, errors, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    private static (string? Value, string? Source) Line(JsonDocument dump, string key)
    {
        var line = dump.RootElement.GetProperty(key);
        return (line.GetProperty("value").ToString(), line.GetProperty("source").GetString());
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string program, params string[] arguments) => await ChildProcess.RunAsync(
        new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, program), arguments) { WorkingDirectory = AppContext.BaseDirectory }, Limit);
}
