using NATS.Client.JetStream.Api;

namespace NATS.Client.JetStream.Pull;

/// <summary>The consumer that pulls go to.</summary>
internal sealed class PullTarget(NatsJSContext context, string stream, string consumer)
{
    /// <summary>With a byte limit the number of messages is left open.</summary>
    private const int AnyNumber = 1_000_000;

    private readonly string _subject = $"{context.Opts.Prefix}.CONSUMER.MSG.NEXT.{stream}.{consumer}";

    public NatsJSContext Context => context;

    public string Stream => stream;

    public string Consumer => consumer;

    public ValueTask PullAsync(PullPlan plan, int amount, bool noWait, string inbox, CancellationToken cancellationToken)
    {
        var request = new PullRequest
        {
            Batch = plan.InBytes ? AnyNumber : amount,
            MaxBytes = plan.InBytes ? amount : 0,
            Expires = noWait ? TimeSpan.Zero : plan.Expires,
            IdleHeartbeat = noWait ? TimeSpan.Zero : plan.IdleHeartbeat,
            NoWait = noWait,
            Group = plan.PriorityGroup?.Group,
            MinPending = plan.PriorityGroup?.MinPending ?? 0,
            MinAckPending = plan.PriorityGroup?.MinAckPending ?? 0,
        };
        return context.Connection.PublishAsync(
            _subject, request, replyTo: inbox, serializer: ApiSerializer<PullRequest>.Request, cancellationToken: cancellationToken);
    }
}
