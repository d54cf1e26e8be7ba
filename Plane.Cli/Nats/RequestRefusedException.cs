namespace Plane.Cli.Nats;

/// <summary>A controller answered a request with an error.</summary>
internal sealed class RequestRefusedException(string message) : Exception(message);
