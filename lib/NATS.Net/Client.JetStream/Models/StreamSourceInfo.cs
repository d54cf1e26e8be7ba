namespace NATS.Client.JetStream.Models;

/// <summary>How far a mirror or source has come.</summary>
public record StreamSourceInfo
{
    public string? Name { get; set; }

    public ulong Lag { get; set; }

    public TimeSpan Active { get; set; }

    public ExternalStreamSource? External { get; set; }

    public ApiError? Error { get; set; }
}
