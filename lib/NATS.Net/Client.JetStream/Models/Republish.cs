namespace NATS.Client.JetStream.Models;

/// <summary>Repeats every stored message on a core subject.</summary>
public record Republish
{
    public string? Src { get; set; }

    public string? Dest { get; set; }

    /// <summary>Leave the payload out.</summary>
    public bool HeadersOnly { get; set; }
}
