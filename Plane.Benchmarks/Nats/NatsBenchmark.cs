using System.Globalization;
using Peers;

namespace Plane.Benchmarks.Nats;

/// <summary>Our NATS client against the official JavaScript one: same server, same run, turn by turn; medians of the rounds.</summary>
internal static class NatsBenchmark
{
    private const int PayloadBytes = 128;
    private const int WarmUp = 20_000;
    private const int RoundTrips = 20_000;
    private const int Messages = 1_000_000;
    private const int DefaultRounds = 3;

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var rounds = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : DefaultRounds;
        await using var server = await NatsServer.StartAsync(cancellationToken: cancellationToken);
        await using var ours = new StandInClient(server.Url, PayloadBytes, TimeProvider.System);
        var theirs = new JavaScriptClient(server.Url, PayloadBytes);

        // The runtime's compiler needs a while to do its best; node's warm-up is in its script.
        await ours.RoundTripsAsync(WarmUp, 1, cancellationToken);
        await ours.ThroughputAsync(Messages, cancellationToken);
        var roundTrips = await TurnByTurnAsync(rounds, () => ours.RoundTripsAsync(1, RoundTrips, cancellationToken), () => theirs.MeasureAsync("rtt", RoundTrips, cancellationToken));
        Print("request-reply, 128 B, one after the other", roundTrips);
        var throughput = await TurnByTurnAsync(rounds, () => ours.ThroughputAsync(Messages, cancellationToken), () => theirs.MeasureAsync("throughput", Messages, cancellationToken));
        Print("publish to subscribe, 128 B", throughput);
        return roundTrips.Ratio >= 1 && throughput.Ratio >= 1 ? 0 : 1;
    }

    private static async Task<Comparison> TurnByTurnAsync(int rounds, Func<Task<Measured>> ours, Func<Task<Measured>> theirs)
    {
        List<Measured> us = [], them = [];
        for (var i = 0; i < rounds; i++)
        {
            us.Add(await ours());
            them.Add(await theirs());
        }

        return new Comparison(Median(us), Median(them));
    }

    private static Measured Median(List<Measured> all) => all.OrderBy(m => m.PerSecond).ElementAt(all.Count / 2);

    private static void Print(string what, Comparison comparison)
    {
        Console.WriteLine(what);
        Print("  ours      ", comparison.Ours);
        Print("  JavaScript", comparison.Theirs);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ratio       {comparison.Ratio:F2}"));
    }

    private static void Print(string who, Measured measured)
    {
        var times = measured.P50 > 0 ? string.Create(CultureInfo.InvariantCulture, $"   p50 {measured.P50:F0} us, p99 {measured.P99:F0} us") : string.Empty;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{who}  {measured.PerSecond,12:N0}/s{times}"));
    }

    private sealed record Comparison(Measured Ours, Measured Theirs)
    {
        public double Ratio => Ours.PerSecond / Theirs.PerSecond;
    }
}
