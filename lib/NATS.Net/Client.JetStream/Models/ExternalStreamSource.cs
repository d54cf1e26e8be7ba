namespace NATS.Client.JetStream.Models;

/// <summary>How to reach a stream of another account or domain.</summary>
public record ExternalStreamSource
{
    /// <summary>API prefix there, such as <c>$JS.hub.API</c>.</summary>
    public string? Api { get; set; }

    /// <summary>Prefix of the delivery subject.</summary>
    public string? Deliver { get; set; }
}
