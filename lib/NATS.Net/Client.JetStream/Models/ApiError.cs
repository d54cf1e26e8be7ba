namespace NATS.Client.JetStream.Models;

/// <summary>Why the server refused: the <c>error</c> member of every JetStream reply (ADR-1).</summary>
public record ApiError
{
    /// <summary>HTTP-like code: 400, 404, 500, 503.</summary>
    public int Code { get; set; }

    public string? Description { get; set; }

    /// <summary>The server's own number for the exact fault, such as 10071 for a wrong last sequence.</summary>
    public int ErrCode { get; set; }
}
