using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State;
using Plane.State.Acme;
using Plane.State.Buckets;

namespace Plane.Tests.State;

public sealed class AcmeTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [PeerFact]
    public async Task Both_values_of_an_order_are_seen_at_once_and_each_goes_alone()
    {
        var cluster = ClusterName.Parse("texts.plane.test");
        var program = await store.StartProgramAsync(static services => services.AddAcmeTextsView());
        var (texts, view) = (program.GetRequiredService<AcmeTexts>(), program.GetRequiredService<LiveView<AcmeTxtRecord>>());
        await texts.PutAsync(cluster, "of-the-apex", None);
        await texts.PutAsync(cluster, "of-the-wildcard", None);
        await texts.PutAsync(cluster, "of-the-wildcard", None);
        await view.WaitAsync(AcmeTexts.KeyOf(cluster, "of-the-wildcard"), static seen => seen is not null, Limit, None);
        Assert.Equal(["of-the-apex", "of-the-wildcard"], view.Current.Entries.Values.OrderBy(static seen => seen.Revision).Select(static seen => seen.Value.Value));

        await texts.RemoveAsync(cluster, "of-the-apex", None);

        await view.WaitAsync(AcmeTexts.KeyOf(cluster, "of-the-apex"), static seen => seen is null, Limit, None);
        Assert.Equal("of-the-wildcard", Assert.Single(view.Current.Entries.Values).Value.Value);
    }

    [PeerFact]
    public async Task One_holder_at_a_time_may_order_for_a_cluster()
    {
        var cluster = ClusterName.Parse("lease.plane.test");
        var leases = (await store.StartProgramAsync()).GetRequiredService<AcmeLeases>();
        var (mine, others) = (new AcmeLeaseRecord(cluster, "dr-1", 1), new AcmeLeaseRecord(cluster, "dr-2", 1));
        var taken = await leases.TakeAsync(mine, "take-1", None);
        Assert.True(taken.IsStored);
        Assert.Equal(WriteResult.Conflict, (await leases.TakeAsync(others, "take-2", None)).Result);

        var renewed = await leases.RenewAsync(mine, taken.Revision, "renew-1", None);
        Assert.Equal(WriteResult.Conflict, (await leases.RenewAsync(others, taken.Revision, "renew-2", None)).Result);
        Assert.Equal(mine, (await leases.ReadAsync(cluster, None)).Entry?.Value);

        await leases.ReleaseAsync(cluster, renewed.Revision, None);

        Assert.True((await leases.TakeAsync(others, "take-3", None)).IsStored);
    }
}
