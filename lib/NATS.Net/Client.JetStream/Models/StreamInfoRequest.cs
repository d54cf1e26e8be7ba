namespace NATS.Client.JetStream.Models;

/// <summary>What a stream info should contain beyond the usual.</summary>
public record StreamInfoRequest
{
    public bool DeletedDetails { get; set; }

    /// <summary>Counts messages per subject that matches; <c>&gt;</c> for all.</summary>
    public string? SubjectsFilter { get; set; }

    /// <summary>Subjects to skip; pages hold up to 100,000.</summary>
    public int Offset { get; set; }
}
