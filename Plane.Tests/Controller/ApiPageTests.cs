using System.Diagnostics;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Contracts.Drones;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;
using Plane.Tests.Architecture;

namespace Plane.Tests.Controller;

/// <summary>The page about the API tells the truth.</summary>
public sealed class ApiPageTests(UnhurriedFixture plane) : IClassFixture<UnhurriedFixture>
{
    private const string Documented = "http://localhost:8080";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "api.md"));

    [PeerFact("nats-server", "curl")]
    public async Task Every_line_to_try_was_tried()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        drone.Sees = new ActivityView(0, [], null, null, "no idle limit", null);
        drone.Measures = static id => new MetricsUpdate(id, 1, 2, 3, 4, 5, 6, 7, 8);
        var backend = (await plane.ConnectAsync(ControllerFixture.Body(cluster, "some"))).Backend;
        await plane.Nats.PublishAsync(Subjects.Log(BackendId.Parse(backend)), $$"""{"backend_id":"{{backend}}","kind":"Stdout","text":"hello"}""");
        var lines = Page.Split('\n').Where(static line => line.StartsWith("curl ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(lines);

        foreach (var line in lines)
        {
            var (code, output) = await RunAsync(line, cluster.Value, backend);
            Assert.True(code == 0 && output.Length > 0, $"{line}\n{output}");
            Assert.DoesNotMatch("""^\{"id":".*"kind":""", output);
        }
    }

    [PeerFact]
    public void Every_route_is_on_the_page()
    {
        var routes = plane.Services.GetServices<EndpointDataSource>().SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(static endpoint => endpoint.RoutePattern.RawText!)
            .Where(static route => !route.Contains("/c/{cluster}/b/", StringComparison.Ordinal));

        Assert.All(routes, static route => Assert.Contains(route[(route.IndexOf('}', StringComparison.Ordinal) + 1)..], Page, StringComparison.Ordinal));
    }

    private async Task<(int Code, string Output)> RunAsync(string line, string cluster, string backend)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("curl() { command curl -sS --fail-with-body --max-time 20 \"$@\"; }; " + line.Replace(Documented, plane.Http.BaseAddress!.ToString().TrimEnd('/'), StringComparison.Ordinal));
        (start.Environment["CLUSTER"], start.Environment["BACKEND"], start.Environment["DRONE"]) = (cluster, backend, "dr-a");
        using var limit = new CancellationTokenSource(Limit);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, output + await error);
    }
}
