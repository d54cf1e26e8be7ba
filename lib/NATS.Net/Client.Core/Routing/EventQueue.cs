using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace NATS.Client.Core.Routing;

/// <summary>Raises a connection's events one at a time on a task of its own, so that a handler can neither hold up nor break the connection.</summary>
internal sealed partial class EventQueue : IAsyncDisposable
{
    private const int Capacity = 4096;

    private readonly Channel<Func<ValueTask>> _events;
    private readonly ILogger _logger;
    private readonly Task _raising;

    public EventQueue(ILogger logger)
    {
        _logger = logger;

        // Full only under a flood (dropped messages, as a rule): then the newest go.
        _events = Channel.CreateBounded<Func<ValueTask>>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
        _raising = Task.Run(RaiseAsync);
    }

    public void Post<TArgs>(AsyncEventHandler<TArgs>? handlers, object sender, TArgs args)
    {
        if (handlers is not null)
        {
            _events.Writer.TryWrite(() => InvokeAsync(handlers, sender, args));
        }
    }

    /// <summary>What is queued is still raised; a handler that never ends is not waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        _events.Writer.TryComplete();
        if (!_raising.IsCompleted)
        {
            await Task.WhenAny(_raising, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None));
        }
    }

    private static async ValueTask InvokeAsync<TArgs>(AsyncEventHandler<TArgs> handlers, object sender, TArgs args)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(handlers))
        {
            await handler(sender, args);
        }
    }

    private async Task RaiseAsync()
    {
        await foreach (var raise in _events.Reader.ReadAllAsync())
        {
            try
            {
                await raise();
            }
            catch (Exception e)
            {
                LogHandlerFailed(e);
            }
        }
    }
}
