namespace NATS.Client.JetStream.Models;

/// <summary>One message to delete.</summary>
public record StreamMsgDeleteRequest
{
    public ulong Seq { get; set; }

    /// <summary>Do not overwrite its bytes in the file: quicker.</summary>
    public bool NoErase { get; set; }
}
