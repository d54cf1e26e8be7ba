namespace Plane.Cli.Dns;

/// <summary>No answer came that could be read.</summary>
internal sealed class DnsSilentException(string message, Exception? inner = null) : Exception(message, inner);
