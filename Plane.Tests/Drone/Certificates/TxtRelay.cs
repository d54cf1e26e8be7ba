using Peers;
using Plane.Contracts.Records;
using Plane.State.Buckets;
using Plane.Tests.Drone.Proxy;

namespace Plane.Tests.Drone.Certificates;

/// <summary>Lets a real DNS server answer with the TXT values that the state holds, as long as it lives.</summary>
internal sealed class TxtRelay : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public TxtRelay(DroneUnderTest drone, ChallengeServer server) => _work = RunAsync(drone.Get<LiveView<AcmeTxtRecord>>(), server, _stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static async Task RunAsync(LiveView<AcmeTxtRecord> view, ChallengeServer server, CancellationToken token)
    {
        var told = new HashSet<string>();
        await foreach (var snapshot in view.FollowAsync(token))
        {
            foreach (var (key, seen) in snapshot.Entries)
            {
                if (told.Add(key))
                {
                    await server.SetTxtAsync($"_acme-challenge.{seen.Value.Cluster.Host}.", seen.Value.Value, token);
                }
            }
        }
    }
}
