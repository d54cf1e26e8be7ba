using System.CommandLine;
using System.Threading.Channels;
using NATS.Client.Core;
using NATS.Client.KeyValueStore;

namespace Plane.Cli.Nats.Commands;

/// <summary><c>plane --nats URL stream-state</c>: each entry of the state and each change of it, as JSON.</summary>
internal static class StreamStateCommand
{
    private const int Waiting = 1024;

    public static Command Create(NatsOptions globals)
    {
        var heartbeats = new Option<bool>("--include-heartbeat") { Description = "Also what only says that something is as it was: drones' heartbeats and renewals of keys." };
        var snapshot = new Option<bool>("--snapshot") { Description = "End after what is there now." };
        var command = new Command("stream-state", "Follow the state on NATS, an entry a line: bucket, key, revision, time, value (null: it went away). Never tokens and secrets.") { heartbeats, snapshot };
        command.SetAction((parsed, token) => globals.RunAsync(parsed, (context, stop) => RunAsync(context, parsed.GetValue(heartbeats), parsed.GetValue(snapshot), stop), token));
        return command;
    }

    private static async Task<int> RunAsync(NatsContext context, bool heartbeats, bool snapshot, CancellationToken token)
    {
        var lines = Channel.CreateBounded<StateEntry>(Waiting);
        _ = WatchAllAsync(context, snapshot, lines.Writer, token);
        var shown = new ShownEntries();
        await foreach (var entry in lines.Reader.ReadAllAsync(token))
        {
            if (shown.IsNews(entry) || heartbeats)
            {
                context.Screen.Line(entry.ToJson());
            }
        }

        return ExitCodes.Done;
    }

    /// <summary>Never faults: the first watch that breaks ends the lines, for the others go on for ever.</summary>
    private static async Task WatchAllAsync(NatsContext context, bool snapshot, ChannelWriter<StateEntry> lines, CancellationToken token)
    {
        await foreach (var watch in Task.WhenEach(context.State.Shown.Select(bucket => WatchAsync(context, bucket, snapshot, lines, token))))
        {
            if (!watch.IsCompletedSuccessfully)
            {
                lines.TryComplete(watch.Exception?.InnerException ?? new OperationCanceledException(token));
            }
        }

        lines.TryComplete();
    }

    private static async Task WatchAsync(NatsContext context, string bucket, bool snapshot, ChannelWriter<StateEntry> lines, CancellationToken token)
    {
        var store = await context.State.JetStream.KeyValue.GetStoreAsync(bucket, token);
        var options = new NatsKVWatchOpts { OnNoData = _ => ValueTask.FromResult(snapshot) };
        await foreach (var entry in store.WatchAsync(">", NatsRawSerializer<byte[]>.Default, options, token))
        {
            await lines.WriteAsync(new StateEntry(bucket, entry.Key, entry.Revision, entry.Created, entry.Operation == NatsKVOperation.Put ? entry.Value : null), token);
            if (snapshot && entry.Delta == 0)
            {
                return;
            }
        }
    }
}
