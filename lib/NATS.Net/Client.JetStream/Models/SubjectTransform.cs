namespace NATS.Client.JetStream.Models;

/// <summary>A subject mapping (server 2.10 and later).</summary>
public record SubjectTransform
{
    public string? Src { get; set; }

    public string? Dest { get; set; }
}
