namespace NATS.Client.JetStream.Models;

/// <summary>Compression of a file store (server 2.10 and later; older ones ignore it).</summary>
public enum StreamConfigCompression
{
    None = 0,
    S2 = 1,
}
