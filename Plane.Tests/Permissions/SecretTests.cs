using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NATS.Client.Core;
using Peers;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.State.Buckets;
using Plane.State.Certificates;
using Plane.State.Secrets;

namespace Plane.Tests.Permissions;

/// <summary>What a drone gets of the bucket of secrets, by its own programs' way and by others.</summary>
public sealed class SecretTests(RolesFixture fixture) : IClassFixture<RolesFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [PeerFact]
    public async Task A_drone_reads_its_clusters_secret_by_key_and_no_others()
    {
        var drone = (await fixture.StartProgramAsync("dr-1", RolesFixture.InboxOf("dr-1"))).GetRequiredService<ClusterSecrets>();

        var own = await drone.OfAsync(RolesFixture.Own, CancellationToken.None);
        await Assert.ThrowsAnyAsync<NatsException>(async () => await drone.OfAsync(RolesFixture.Other, CancellationToken.None));

        Assert.Equal((await fixture.Controller.GetRequiredService<ClusterSecrets>().OfAsync(RolesFixture.Own, CancellationToken.None)).ToBytes(), own.ToBytes());
    }

    [PeerFact]
    public async Task A_watch_of_ones_own_key_cannot_be_turned_to_anothers_in_its_body()
    {
        await using var nats = fixture.Permitted.Connect("dr-1", RolesFixture.InboxOf("dr-1"));
        var own = $"$KV.plane_secrets.{RolesFixture.Own.KvToken}.secret";
        var subject = $"$JS.API.CONSUMER.CREATE.KV_plane_secrets.turned.{own}";

        var turned = await AskAsync(nats, subject, $"$KV.plane_secrets.{RolesFixture.Other.KvToken}.secret");
        var open = await AskAsync(nats, subject, "");
        var straight = await AskAsync(nats, subject, own);

        Assert.Contains("10131", turned, StringComparison.Ordinal);
        Assert.Contains("10131", open, StringComparison.Ordinal);
        Assert.Contains("\"num_pending\":1", straight, StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task Drones_share_a_certificate_and_learn_of_it()
    {
        var one = await fixture.StartProgramAsync("dr-1", RolesFixture.InboxOf("dr-1"));
        var two = await fixture.StartProgramAsync("dr-2", RolesFixture.InboxOf("dr-2"));
        var record = new SharedCertificateRecord([1, 2, 3]);

        Assert.True((await one.GetRequiredService<CertificatesStore>().ShareAsync(RolesFixture.Own, null, record, CancellationToken.None)).IsStored);
        var seen = await two.GetRequiredService<LiveView<SharedCertificateRecord>>().WaitAsync(CertificatesStore.SharedKeyOf(RolesFixture.Own), static seen => seen is not null, Limit, CancellationToken.None);
        var read = await two.GetRequiredService<CertificatesStore>().ReadSharedAsync(RolesFixture.Own, null, CancellationToken.None);

        Assert.Equal(record.Sealed, seen!.Value.Sealed);
        Assert.Equal(record.Sealed, read.Entry!.Value.Sealed);
    }

    [PeerFact]
    public async Task A_drone_that_comes_before_the_store_waits_for_a_controller_to_make_it()
    {
        await using var nats = await PermittedNats.StartAsync(RolesFixture.Own, ["dr-1"]);
        using var drone = RolesFixture.NewProgram(nats, "dr-1", RolesFixture.InboxOf("dr-1"));
        await drone.StartAsync();
        await Poll.UntilAsync(async () => (await nats.ViolationsAsync()).Any(static line => line.Contains("STREAM.CREATE.KV_plane_drones", StringComparison.Ordinal)), Limit, "the drone to be refused");

        using var controller = RolesFixture.NewProgram(nats, "controller", Inboxes.Controller);
        await controller.StartAsync();

        await drone.Services.GetRequiredService<StoreSetup>().Done.WaitAsync(Limit);
        await drone.StopAsync();
        await controller.StopAsync();
    }

    private static async Task<string> AskAsync(NatsConnection nats, string subject, string filter)
    {
        var body = $$$"""{"stream_name":"KV_plane_secrets","config":{"name":"turned","deliver_policy":"all","ack_policy":"none","mem_storage":true,"filter_subject":"{{{filter}}}"}}""";
        var reply = await nats.RequestAsync(
            subject, Encoding.UTF8.GetBytes(body), requestSerializer: NatsRawSerializer<byte[]>.Default, replySerializer: NatsRawSerializer<byte[]>.Default);
        return Encoding.UTF8.GetString(reply.Data!);
    }
}
