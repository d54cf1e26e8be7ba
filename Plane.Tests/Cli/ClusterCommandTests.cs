using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;
using Plane.State.Certificates;
using Plane.Tests.Controller;

namespace Plane.Tests.Cli;

/// <summary>Drones and clusters, keys, and what the controller says of itself.</summary>
public sealed class ClusterCommandTests(CliFixture plane) : IClassFixture<CliFixture>
{
    [PeerFact]
    public async Task A_drone_is_drained_and_undrained_and_each_says_whether_it_changed_anything()
    {
        var drone = await plane.DroneAsync();
        string[] where = ["--cluster", drone.Cluster.Value, "--drone", "dr-a"];

        var first = await plane.RunAsync(["drain", .. where]);
        var second = await plane.RunAsync(["drain", .. where]);
        var state = await plane.RunAsync("cluster-state", drone.Cluster.Value);
        var undone = await plane.RunAsync(["undrain", .. where, "--json"]);

        Assert.Equal((0, "Drone dr-a takes no more backends.\n"), (first.Code, first.Output));
        Assert.Equal((0, "Drone dr-a was draining already.\n"), (second.Code, second.Output));
        Assert.Equal(["drone", "dr-a", "draining", "0"], state.Lines[0].Split('\t')[..4]);
        Assert.Equal(["proxy", "dr-a"], state.Lines[1].Split('\t')[..2]);
        Assert.Equal("""{"updated":true}""", undone.Output.Trim());
        Assert.Equal(5, (await plane.RunAsync("drain", "--cluster", drone.Cluster.Value, "--drone", "dr-none")).Code);
    }

    [PeerFact]
    public async Task Certificates_are_listed_with_their_times_and_what_is_the_matter()
    {
        var (good, bad) = (ControllerFixture.NewCluster(), ControllerFixture.NewCluster());
        var day = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await TellAsync(new CertificateRecord(good, DroneId.Parse("dr-a"), day.AddDays(90), day.AddDays(60), [day.AddDays(-1), day], Failures: 0, Fault: null, RetryAt: null, Source: "dns-01"));
        await TellAsync(new CertificateRecord(good, DroneId.Parse("dr-a"), day.AddDays(30), RenewAt: null, [], Failures: 0, Fault: null, RetryAt: null, "app.example", CertificateRecord.FromFile, "/etc/app.pem"));
        await TellAsync(new CertificateRecord(bad, DroneId.Parse("dr-b"), NotAfter: null, RenewAt: null, [], Failures: 2, "the authority cannot be reached", day.AddHours(1)));

        var one = await plane.RunAsync("certs", good.Value);
        var other = await plane.RunAsync("certs", bad.Value);
        var all = await plane.RunAsync("certs", "--json");
        var none = await plane.RunAsync("certs", "nobody.test");

        Assert.Equal(
            [[good.Value, "dr-a", "", "dns-01", Local(day.AddDays(90)), Local(day.AddDays(60)), Local(day), "0", "", ""], [good.Value, "dr-a", "app.example", "/etc/app.pem", Local(day.AddDays(30)), "", "", "0", "", ""]],
            one.Lines.Select(static line => line.Split('\t')));
        Assert.Equal([bad.Value, "dr-b", "", "", "none yet", "", "", "2", Local(day.AddHours(1)), "the authority cannot be reached"], Assert.Single(other.Lines).Split('\t'));
        Assert.Equal([good.Value, bad.Value], JsonElement.Parse(all.Output).GetProperty("certificates").EnumerateArray().Select(static entry => entry.GetProperty("cluster").GetString()).Intersect([good.Value, bad.Value]).OrderBy(name => name == bad.Value));
        Assert.Equal((0, "", "No drone of nobody.test has certificates."), (none.Code, none.Output, none.Error));
    }

    [PeerFact]
    public async Task A_prefetch_list_is_set_shown_and_cleared()
    {
        var drone = await plane.StartDroneAsync(ControllerFixture.NewCluster(), "dr-a", change: static word => word with { Prefetch = [new PrefetchState("plane/a", PrefetchPhase.Failed, "no route")] });
        var cluster = drone.Cluster.Value;

        var set = await plane.RunAsync("prefetch", "set", cluster, "plane/a", "plane/b:2", "--pull-policy", "Always");
        var shown = await plane.RunAsync("prefetch", "show", cluster, "--json");
        var refused = await plane.RunAsync("prefetch", "set", cluster, "Not An Image");
        var cleared = await plane.RunAsync("prefetch", "clear", cluster);

        Assert.Equal((0, "plane/a\tAlways\tdr-a\tfailed\tno route\nplane/b:2\tAlways\tdr-a\twaiting\t\n"), (set.Code, set.Output));
        Assert.Equal("plane/b:2", JsonElement.Parse(shown.Output).GetProperty("images")[1].GetProperty("image").GetString());
        Assert.Equal(4, refused.Code);
        Assert.Equal((0, "", "The list is empty."), (cleared.Code, cleared.Output, cleared.Error));
        Assert.Equal(2, (await plane.RunAsync("prefetch", "set", cluster)).Code);
    }

    [PeerFact]
    public async Task A_key_is_shown_and_its_backend_stopped_by_it()
    {
        var drone = await plane.DroneAsync();
        var id = await plane.ReadyAsync(drone, "by-key");

        var shown = await plane.RunAsync("key", "show", "by-key", "--namespace", "tests");
        var json = await plane.RunAsync("key", "show", "by-key", "--namespace", "tests", "--json");
        var ordered = await plane.RunAsync("key", "terminate", "by-key", "--namespace", "tests", "--hard", "--immediate");
        var nobody = await plane.RunAsync("key", "show", "nobody");

        Assert.Equal((0, $"Backend: {id} (ready)"), (shown.Code, shown.Lines[0]));
        Assert.Equal(id.Value, JsonElement.Parse(json.Output).GetProperty("backend_id").GetString());
        Assert.Equal((0, id.Value), (ordered.Code, ordered.Output.Trim()));
        Assert.Equal((5, "", "Nobody has this key."), (nobody.Code, nobody.Output, nobody.Error));
    }

    [PeerFact]
    public async Task A_backend_is_followed_to_its_end_and_an_error_is_an_exit_code()
    {
        var drone = await plane.DroneAsync();
        var id = await plane.ReadyAsync(drone);
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Terminated, Reason = TerminationReason.External, ExitCode = 7 });
        await plane.SeenAsync(id, BackendStatus.Terminated);

        var text = await plane.RunAsync("backend-status", id.Value);
        var json = await plane.RunAsync("backend-status", id.Value, "--json");

        Assert.Equal(1, text.Code);
        Assert.Equal(["scheduled", "loading", "ready", "terminated, reason external, exit code 7"], text.Lines.Select(static line => line[24..]));
        Assert.Equal("terminated", JsonElement.Parse(json.Lines[^1]).GetProperty("status").GetString());
        Assert.Equal(5, (await plane.RunAsync("backend-status", "nobody")).Code);
    }

    [PeerFact]
    public async Task Status_without_a_backend_tells_both_versions()
    {
        var text = await plane.RunAsync("status");
        var json = JsonElement.Parse((await plane.RunAsync("status", "--json")).Output);

        Assert.Equal((0, "Status:  ok"), (text.Code, text.Lines[0]));
        Assert.Matches(@"^Version: \d+\.\d+\.\d+ \(client: \d+\.\d+\.\d+\)$", text.Lines[1]);
        Assert.Equal(json.GetProperty("version").GetString(), json.GetProperty("client_version").GetString());
    }

    [PeerFact]
    public async Task A_user_s_links_are_revoked()
    {
        var id = await plane.ReadyAsync(await plane.DroneAsync());

        var result = await plane.RunAsync("revoke", id.Value, "--user", "u-17");

        Assert.Equal((0, "", $"What u-17 was given to {id} so far leads nowhere any more."), (result.Code, result.Output, result.Error));
    }

    [PeerFact]
    public async Task Renewal_is_prevented_and_how_to_see_the_end_is_said()
    {
        var id = await plane.ReadyAsync(await plane.DroneAsync());

        var result = await plane.RunAsync("prevent-renewal", id.Value);

        Assert.Equal((0, "", $"The key of {id} is renewed no more. To follow its end: plane backend-status {id}"), (result.Code, result.Output, result.Error));
    }

    private static string Local(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private async Task TellAsync(CertificateRecord record)
    {
        await plane.Services.GetRequiredService<CertificatesStore>().PutAsync(record, CancellationToken.None);
        var view = plane.Services.GetRequiredService<LiveView<CertificateRecord>>();
        await view.WaitAsync(CertificatesStore.KeyOf(record.Cluster, record.Drone, record.Domain is { } domain ? DomainName.Parse(domain) : null), static seen => seen is not null, TimeSpan.FromSeconds(30), CancellationToken.None);
    }
}
