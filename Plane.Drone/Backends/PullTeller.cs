using System.Threading.Channels;
using NATS.Client.Core;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;
using Plane.Drone.Runtime;
using Plane.State.Buckets;

namespace Plane.Drone.Backends;

/// <summary>Tells subscribers how far a pull is, at most ten times a second; what a slow moment misses is overtaken by the next figure.</summary>
internal sealed class PullTeller(ClusterName cluster, BackendId backend, INatsConnection connection, TimeProvider clock, ILogger<BackendOutput> log) : IProgress<PullProgress>
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private readonly Channel<PullProgress> _latest = Channel.CreateBounded<PullProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Report(PullProgress value) => _latest.Writer.TryWrite(value);

    public void Finish() => _latest.Writer.TryComplete();

    public async Task TellAsync(CancellationToken token)
    {
        await foreach (var now in _latest.Reader.ReadAllAsync(token))
        {
            try
            {
                var update = new ProgressUpdate(backend, now.Text, now.Current, now.Total);
                await connection.PublishAsync(Subjects.Progress(cluster, backend), update, serializer: RawJson<ProgressUpdate>.Of(StateJson.Default.ProgressUpdate), cancellationToken: token);
            }
            catch (NatsException exception)
            {
                log.LineLost(exception, backend);
            }

            await Task.Delay(Pace, clock, token);
        }
    }
}
