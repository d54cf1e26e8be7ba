using NATS.Client.Core;
using Plane.Contracts.Drones;
using Plane.Drone.Backends;
using Plane.Drone.Routing;
using Plane.State.Time;

namespace Plane.Drone.Agent;

/// <summary>Says why a backend of this drone is alive.</summary>
internal sealed class ActivityDesk(BackendRoster roster, ConnectionLedger ledger, TimeProvider clock)
{
    private const int Listed = 200;
    private const int TextLength = 256;

    public async Task<ActivityReply> TellAsync(ActivityMessage message, NatsHeaders? headers, CancellationToken token) =>
        new(roster.Find(message.Backend) is { } supervisor ? await ViewOfAsync(supervisor) : null);

    private async ValueTask<ActivityView> ViewOfAsync(BackendSupervisor supervisor)
    {
        var now = clock.Elapsed();
        var detail = ledger.DetailOf(supervisor.Backend, Listed);
        var (idleSince, decision) = await supervisor.JudgeAsync(detail.Use, now);
        return new ActivityView(
            detail.Use.Open,
            [.. detail.Oldest.Select(one => ViewOf(one.Facts, now - one.Opened, now - one.LastByte))],
            detail.Use.Open == 0 ? Milliseconds(now - idleSince) : null,
            Milliseconds(decision.StopAt - now),
            decision.Why,
            Milliseconds(supervisor.LifetimeEnd - now));
    }

    private static ConnectionView ViewOf(in ConnectionFacts facts, TimeSpan age, TimeSpan quiet) => new(
        facts.Peer ?? "unknown",
        facts.Route switch { RouteKind.Token => "token", RouteKind.Host => "host", _ => "peer" },
        facts.Method ?? "",
        Cut(facts.Path) ?? "",
        Cut(facts.UserAgent),
        Milliseconds(age)!.Value,
        Milliseconds(quiet));

    private static string? Cut(string? text) => text is { Length: > TextLength } ? text[..TextLength] : text;

    private static long? Milliseconds(TimeSpan? span) => span is { } known ? Math.Max(0, (long)known.TotalMilliseconds) : null;
}
