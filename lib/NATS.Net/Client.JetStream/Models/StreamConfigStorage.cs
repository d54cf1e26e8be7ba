namespace NATS.Client.JetStream.Models;

/// <summary>Where the server keeps a stream's messages.</summary>
public enum StreamConfigStorage
{
    File = 0,
    Memory = 1,
}
