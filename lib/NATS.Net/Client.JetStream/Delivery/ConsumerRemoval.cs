using NATS.Client.Core;

namespace NATS.Client.JetStream.Delivery;

/// <summary>Takes a consumer that nobody will read any more off the server, if that is quick.</summary>
internal static class ConsumerRemoval
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Asks without waiting for an answer. What is not asked is done by the consumer's inactive threshold.</summary>
    public static async ValueTask TryAsync(INatsJSContext context, string stream, string? consumer)
    {
        if (context.Connection.ConnectionState != NatsConnectionState.Open)
        {
            return;
        }

        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        await context.Connection.PublishAsync($"{context.Opts.Prefix}.CONSUMER.DELETE.{stream}.{consumer}", cancellationToken: limit.Token)
            .AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
