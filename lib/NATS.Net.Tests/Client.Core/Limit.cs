namespace NATS.Net.Tests.Client.Core;

/// <summary>How long a test waits for what should come at once.</summary>
internal static class Limit
{
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(20);

    public static CancellationToken Token() => new CancellationTokenSource(Time).Token;
}
