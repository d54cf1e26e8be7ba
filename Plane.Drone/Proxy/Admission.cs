using Plane.Contracts.Records;
using Plane.Drone.Proxy.Answers;
using Plane.Drone.Proxy.Bearer;
using Plane.Drone.Proxy.Holding;
using Plane.Drone.Proxy.Targets;
using Plane.Drone.Proxy.Tokens;
using Plane.Drone.Routing;

namespace Plane.Drone.Proxy;

/// <summary>Decides whether a request may reach the backend it names, and as whom.</summary>
internal sealed class Admission(TokenDirectory tokens, BackendGate gate, CustomHosts customs, BearerTokens bearers)
{
    public async ValueTask<Outcome<Admitted>> AdmitAsync(Target.ByName target, IHeaderDictionary headers, CancellationToken aborted)
    {
        var found = await FindAsync(target, aborted);
        if (!found.IsValue)
        {
            return found.Refusal;
        }

        var (record, port) = found.Value;
        if (!record.HostRouting)
        {
            return Refusal.TokenNeeded;
        }

        if (record.RequiresBearerToken && await bearers.CheckAsync(record.Backend, headers, aborted) is { } refusal)
        {
            return refusal;
        }

        return Of(record, Ticket.Anonymous(record.Backend), target.Request, RouteKind.Host, port);
    }

    public async ValueTask<Outcome<Admitted>> AdmitAsync(Target.ByToken target, IHeaderDictionary headers, CancellationToken aborted)
    {
        var finding = await tokens.FindAsync(target.Token, aborted);
        if (finding.Unknown is { } unknown)
        {
            return unknown;
        }

        if (finding.Ticket is { } ticket)
        {
            return await ByTicketAsync(ticket, target, aborted);
        }

        return target.Otherwise is { } otherwise ? await AdmitAsync(otherwise, headers, aborted) : Refusal.UnknownToken;
    }

    /// <summary>The record of the backend that is named, and which of its ports.</summary>
    public async ValueTask<Outcome<NamedRecord>> FindAsync(Target.ByName target, CancellationToken aborted)
    {
        if ((target.Backend ?? customs.Find(target.Custom!)) is not { } name)
        {
            return Refusal.UnknownBackend;
        }

        var found = await gate.FindListedAsync(name.Backend, aborted);
        return found.IsValue ? new NamedRecord(found.Value, name.Port) : found.Refusal;
    }

    private async ValueTask<Outcome<Admitted>> ByTicketAsync(Ticket ticket, Target.ByToken target, CancellationToken aborted)
    {
        var found = await gate.FindNamedAsync(ticket.Backend, aborted);
        if (!found.IsValue)
        {
            return found.Refusal;
        }

        var subdomain = found.Value.Subdomain;
        if (TargetPolicy.CheckHost(target.Host, subdomain) is { } refusal)
        {
            return refusal;
        }

        if (target.Host.Custom is not { } custom)
        {
            return Of(found.Value, ticket, target.AfterToken, RouteKind.Token, TargetPolicy.PortOf(target.Host, ticket.Backend, subdomain));
        }

        return customs.Find(custom) is { } own && own.Backend == ticket.Backend ? Of(found.Value, ticket, target.AfterToken, RouteKind.Token, own.Port) : Refusal.ForeignHost;
    }

    private static Outcome<Admitted> Of(BackendRecord record, Ticket ticket, RequestTarget request, RouteKind route, int? port)
    {
        // The port without a name may be called by its number too.
        var further = record.Ports is [var first, ..] && port == first ? null : port;
        return further is { } number && !record.Ports.Contains(number) ? Refusal.UnknownPort : new Admitted(record, ticket, request, route, further);
    }
}
