using System.Net.Sockets;

namespace Docker.DotNet.Transport;

/// <summary>One connection: its bytes, and the socket below them, whose sending half can be closed alone.</summary>
internal sealed record EngineConnection(Socket Socket, Stream Stream);
