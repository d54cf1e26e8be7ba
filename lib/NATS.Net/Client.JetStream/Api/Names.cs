using System.Buffers;
using System.Globalization;
using NATS.Client.Core;

namespace NATS.Client.JetStream.Api;

/// <summary>Checks of names that become part of an API subject, and of what a server is able to do.</summary>
internal static class Names
{
    private static readonly SearchValues<char> BadInStream = SearchValues.Create(" .\r\n\t*>");
    private static readonly SearchValues<char> BadInConsumer = SearchValues.Create(".*> \r\n\t/\\");

    public static void CheckStream(string? stream)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream);
        if (stream.AsSpan().ContainsAny(BadInStream))
        {
            throw new ArgumentException("A stream name has no spaces, dots or wildcards.", nameof(stream));
        }
    }

    public static void CheckConsumer(string? consumer)
    {
        ArgumentException.ThrowIfNullOrEmpty(consumer);
        if (consumer.AsSpan().ContainsAny(BadInConsumer))
        {
            throw new ArgumentException("A consumer name has no spaces, dots, slashes or wildcards.", nameof(consumer));
        }
    }

    /// <exception cref="NatsJSException">The server is known to be older.</exception>
    public static void NeedsServer(INatsConnection connection, int major, int minor, string what)
    {
        if (IsOlder(connection, major, minor))
        {
            throw new NatsJSException($"{what} needs nats-server {major}.{minor} or later; this one is {connection.ServerInfo!.Version}.");
        }
    }

    public static bool IsOlder(INatsConnection connection, int major, int minor)
    {
        var parts = (connection.ServerInfo?.Version ?? string.Empty).Split('.', 3);
        return parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var haveMajor)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var haveMinor)
            && (haveMajor, haveMinor).CompareTo((major, minor)) < 0;
    }
}
