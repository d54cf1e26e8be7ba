using System.Threading.Channels;
using NATS.Client.Core;

namespace NATS.Net.Tests.Client.Core;

/// <summary>Collects the events of a connection by name, for a test to await.</summary>
internal sealed class EventWaiter
{
    private readonly Channel<(string Name, object Args)> _events = Channel.CreateBounded<(string, object)>(10_000);

    public EventWaiter(NatsConnection nats)
    {
        nats.ConnectionOpened += (_, e) => Seen("opened", e);
        nats.ConnectionDisconnected += (_, e) => Seen("disconnected", e);
        nats.ReconnectFailed += (_, e) => Seen("reconnect failed", e);
        nats.MessageDropped += (_, e) => Seen("dropped", e);
        nats.SlowConsumerDetected += (_, e) => Seen("slow", e);
        nats.LameDuckModeActivated += (_, e) => Seen("lame duck", e);
        nats.ServerError += (_, e) => Seen("error", e);
    }

    /// <summary>The next event of that name; others before it are skipped.</summary>
    public async Task<object> NextAsync(string name)
    {
        while (true)
        {
            var (seen, args) = await _events.Reader.ReadAsync(Limit.Token());
            if (seen == name)
            {
                return args;
            }
        }
    }

    private ValueTask Seen(string name, object args)
    {
        _events.Writer.TryWrite((name, args));
        return ValueTask.CompletedTask;
    }
}
