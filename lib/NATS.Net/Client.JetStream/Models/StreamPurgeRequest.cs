namespace NATS.Client.JetStream.Models;

/// <summary>What to remove: everything, or what these narrow it to.</summary>
public record StreamPurgeRequest
{
    /// <summary>Only subjects that match.</summary>
    public string? Filter { get; set; }

    /// <summary>Only messages below this sequence. Not together with <see cref="Keep"/>.</summary>
    public ulong Seq { get; set; }

    /// <summary>Messages to spare, newest first.</summary>
    public ulong Keep { get; set; }
}
