using System.Text;
using System.Threading.Channels;
using Plane.Contracts.Drones;
using Plane.Domain.Backends;
using Plane.Drone.Runtime;
using Plane.State.Conduits;

namespace Plane.Drone.Attach;

/// <summary>Gets an image, and tells how far that is, ten times a second at most.</summary>
internal sealed class AttachedPull(string image, IRuntime runtime, TimeProvider clock) : IAttachedWork
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    public async Task<AttachEnd> RunAsync(Conduit conduit, CancellationToken token)
    {
        var latest = Channel.CreateBounded<PullProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        using var over = CancellationTokenSource.CreateLinkedTokenSource(token);
        var telling = TellAsync(conduit, latest.Reader, over.Token);
        try
        {
            await runtime.PrepareAsync(new BackendSpec { Image = image, PullPolicy = PullPolicy.Always }, new DirectProgress<PullProgress>(now => latest.Writer.TryWrite(now)), token);
            return new AttachEnd(null, null);
        }
        finally
        {
            await over.CancelAsync();
            await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TellAsync(Conduit conduit, ChannelReader<PullProgress> latest, CancellationToken token)
    {
        await foreach (var now in latest.ReadAllAsync(token))
        {
            await conduit.SendAsync(ConduitContent.Bytes, Encoding.UTF8.GetBytes(PullText.Of(now.Text, now.Current, now.Total) + "\n"), token);
            await Task.Delay(Pace, clock, token);
        }
    }
}
