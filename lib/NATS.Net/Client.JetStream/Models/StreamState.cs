namespace NATS.Client.JetStream.Models;

/// <summary>What a stream holds at the moment of asking.</summary>
public record StreamState
{
    public long Messages { get; set; }

    public long Bytes { get; set; }

    public ulong FirstSeq { get; set; }

    /// <summary>RFC 3339 with nanoseconds.</summary>
    public string? FirstTs { get; set; }

    public ulong LastSeq { get; set; }

    /// <summary>RFC 3339 with nanoseconds.</summary>
    public string? LastTs { get; set; }

    public long NumSubjects { get; set; }

    /// <summary>Messages per subject; only when asked for with <see cref="StreamInfoRequest.SubjectsFilter"/>.</summary>
    public IDictionary<string, long>? Subjects { get; set; }

    public long NumDeleted { get; set; }

    /// <summary>Sequences of deleted messages; only when asked for with <see cref="StreamInfoRequest.DeletedDetails"/>.</summary>
    public ICollection<ulong>? Deleted { get; set; }

    public long ConsumerCount { get; set; }
}
