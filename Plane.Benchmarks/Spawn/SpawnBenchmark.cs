using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Plane.Benchmarks.Machine;

namespace Plane.Benchmarks.Spawn;

/// <summary>
/// Cold spawn of an image that is there: from the connect request to the first 200 through the proxy, against <c>docker run -d</c> and
/// asking the container until 200. Both in turn, on a topology that <c>./run</c> started.
/// </summary>
internal static class SpawnBenchmark
{
    private const string Image = "plane/drop-four";
    private const double Target = 1.3;
    private static readonly Uri Controller = new(Environment.GetEnvironmentVariable("PLANE_CONTROLLER") ?? "http://localhost:8080");
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(2);

    /// <param name="arguments">How often each; default 15.</param>
    public static async Task<int> RunAsync(string[] arguments, CancellationToken token)
    {
        var rounds = arguments is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 15;
        using var http = new HttpClient();
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            var plane = await PlaneAsync(http, round, token);
            var docker = await DockerAsync(http, round, token);

            // The first round warms both up.
            if (round > 0)
            {
                ours.Add(plane.TotalMilliseconds);
                theirs.Add(docker.TotalMilliseconds);
            }
        }

        var ratio = Median.Of(ours) / Median.Of(theirs);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"connect → first 200   median {Median.Of(ours):F0} ms ({ours.Min():F0}–{ours.Max():F0})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"docker run + poll     median {Median.Of(theirs):F0} ms ({theirs.Min():F0}–{theirs.Max():F0})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio {ratio:F2} (target ≤ {Target}), {rounds} rounds in turn"));
        return ratio <= Target ? 0 : 1;
    }

    private static async Task<TimeSpan> PlaneAsync(HttpClient http, int round, CancellationToken token)
    {
        var key = $"bench-{Environment.ProcessId}-{round}";
        var request = new JsonObject
        {
            ["key"] = new JsonObject { ["name"] = key },
            ["spawn_config"] = new JsonObject { ["executable"] = new JsonObject { ["image"] = Image } },
        };
        var began = Stopwatch.GetTimestamp();
        using var answer = await http.PostAsJsonAsync(new Uri(Controller, "ctrl/connect"), request, token);
        answer.EnsureSuccessStatusCode();
        var connected = (await answer.Content.ReadFromJsonAsync<JsonObject>(token))!;
        using var page = await http.GetAsync((string)connected["url"]!, token);
        page.EnsureSuccessStatusCode();
        var took = Stopwatch.GetElapsedTime(began);
        await EndAsync(http, (string)connected["backend_id"]!, token);
        return took;
    }

    private static async Task EndAsync(HttpClient http, string backend, CancellationToken token)
    {
        using var order = await http.PostAsync(new Uri(Controller, $"ctrl/b/{backend}/hard-terminate"), content: null, token);
        order.EnsureSuccessStatusCode();
        while ((string)(await http.GetFromJsonAsync<JsonObject>(new Uri(Controller, $"pub/b/{backend}/status"), token))!["status"]! != "terminated")
        {
            await Task.Delay(AskEvery * 10, TimeProvider.System, token);
        }
    }

    private static async Task<TimeSpan> DockerAsync(HttpClient http, int round, CancellationToken token)
    {
        var name = $"plane-bench-{Environment.ProcessId}-{round}";
        var began = Stopwatch.GetTimestamp();
        await DockerCommandAsync(["run", "-d", "--name", name, Image], token);
        var address = await DockerCommandAsync(["inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", name], token);
        while (!await AnswersAsync(http, address.Trim(), token))
        {
            await Task.Delay(AskEvery, TimeProvider.System, token);
        }

        var took = Stopwatch.GetElapsedTime(began);
        await DockerCommandAsync(["rm", "-f", name], token);
        return took;
    }

    private static async Task<bool> AnswersAsync(HttpClient http, string address, CancellationToken token)
    {
        try
        {
            using var page = await http.GetAsync($"http://{address}:8080/", token);
            return page.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            // Nobody listens yet.
            return false;
        }
    }

    private static async Task<string> DockerCommandAsync(string[] arguments, CancellationToken token)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("The docker client does not start.");
        var output = await process.StandardOutput.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"docker {arguments[0]} ended with {process.ExitCode}.");
    }
}

