namespace NATS.Client.JetStream.Models;

/// <summary>One message to read: by sequence, the last of a subject, or the first at or after a sequence that matches.</summary>
public record StreamMsgGetRequest
{
    public ulong Seq { get; set; }

    public string? LastBySubj { get; set; }

    /// <summary>May hold wildcards; together with <see cref="Seq"/>.</summary>
    public string? NextBySubj { get; set; }
}
