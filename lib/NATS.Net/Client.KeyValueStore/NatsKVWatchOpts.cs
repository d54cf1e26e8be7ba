namespace NATS.Client.KeyValueStore;

/// <summary>What a watch shows, and from where on.</summary>
public record NatsKVWatchOpts
{
    public static readonly NatsKVWatchOpts Default = new();

    /// <summary>Twice this without a sign of the server and the watch is set up anew. Default 5 s.</summary>
    public TimeSpan IdleHeartbeat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Leave markers out.</summary>
    public bool IgnoreDeletes { get; init; }

    /// <summary>All revisions that are kept, not only the last. Not with <see cref="UpdatesOnly"/>.</summary>
    public bool IncludeHistory { get; init; }

    /// <summary>Only what is written from now on.</summary>
    public bool UpdatesOnly { get; init; }

    /// <summary>Leave values out.</summary>
    public bool MetaOnly { get; init; }

    /// <summary>Called once if there is nothing to show at first; true ends the watch.</summary>
    public Func<CancellationToken, ValueTask<bool>>? OnNoData { get; init; }

    /// <summary>Begins with this revision. Not with <see cref="IncludeHistory"/> or <see cref="UpdatesOnly"/>. 0 = unset.</summary>
    public ulong ResumeAtRevision { get; init; }

    internal void Check()
    {
        if (IncludeHistory && UpdatesOnly)
        {
            throw new InvalidOperationException("IncludeHistory and UpdatesOnly exclude each other.");
        }

        if (ResumeAtRevision > 0 && (IncludeHistory || UpdatesOnly))
        {
            throw new InvalidOperationException("ResumeAtRevision excludes IncludeHistory and UpdatesOnly.");
        }
    }
}
