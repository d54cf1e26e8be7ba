using NATS.Client.JetStream;
using NATS.Client.JetStream.Api;
using NATS.Client.JetStream.Models;
using NATS.Client.JetStream.Ordered;

namespace NATS.Client.KeyValueStore.Watching;

/// <summary>What is watched, and the consumer that shows it.</summary>
internal sealed record WatchScope(INatsJSContext Context, string Bucket, string Stream, string[] Subjects, NatsKVWatchOpts Opts)
{
    /// <summary>The server must never think that an acknowledgement is due: there is none.</summary>
    private static readonly TimeSpan NeverAcknowledged = TimeSpan.FromHours(22);

    /// <param name="inbox">Where it delivers to.</param>
    /// <param name="from">First revision to show; 0 = as the options say.</param>
    public ConsumerConfig Consumer(string inbox, ulong from) => new()
    {
        Name = OrderedName.Next(),
        DeliverSubject = inbox,
        DeliverPolicy = from > 0 ? ConsumerConfigDeliverPolicy.ByStartSequence : Policy(),
        OptStartSeq = from > 0 ? from : Opts.ResumeAtRevision,
        AckPolicy = ConsumerConfigAckPolicy.None,
        AckWait = NeverAcknowledged,
        MaxDeliver = 1,
        FlowControl = true,
        IdleHeartbeat = Opts.IdleHeartbeat,
        HeadersOnly = Opts.MetaOnly,
        MemStorage = true,
        NumReplicas = 1,
        FilterSubject = Subjects.Length == 1 ? Subjects[0] : null,
        FilterSubjects = Subjects.Length > 1 ? Subjects : null,
    };

    /// <summary>What comes behind <c>$KV.bucket.</c>.</summary>
    public static string KeyOf(string subject)
    {
        var bucketEnd = subject.IndexOf('.', subject.IndexOf('.', StringComparison.Ordinal) + 1);
        return subject[(bucketEnd + 1)..];
    }

    /// <summary>Old servers ignore a list of filters and deliver everything: refused here as a new one would say it.</summary>
    public async ValueTask CheckServerAsync(CancellationToken cancellationToken)
    {
        if (Subjects.Length < 2)
        {
            return;
        }

        if (Context.Connection.ServerInfo is null)
        {
            await Context.Connection.PingAsync(cancellationToken);
        }

        if (Names.IsOlder(Context.Connection, 2, 10))
        {
            throw new NatsJSApiException(new ApiError { Code = 400, Description = "several filter subjects need nats-server 2.10" });
        }
    }

    private ConsumerConfigDeliverPolicy Policy()
        => Opts.ResumeAtRevision > 0 ? ConsumerConfigDeliverPolicy.ByStartSequence
            : Opts.IncludeHistory ? ConsumerConfigDeliverPolicy.All
            : Opts.UpdatesOnly ? ConsumerConfigDeliverPolicy.New
            : ConsumerConfigDeliverPolicy.LastPerSubject;
}
