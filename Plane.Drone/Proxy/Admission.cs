using System.Security.Cryptography;
using System.Text;
using NATS.Client.Core;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Drone.Proxy.Answers;
using Plane.Drone.Proxy.Holding;
using Plane.Drone.Proxy.Targets;
using Plane.Drone.Proxy.Tokens;
using Plane.Drone.Routing;
using Plane.State.Secrets;

namespace Plane.Drone.Proxy;

/// <summary>Decides whether a request may reach the backend it names, and as whom.</summary>
internal sealed class Admission(ProxyIdentity identity, TokenDirectory tokens, BackendGate gate, ClusterSecrets secrets, ILogger<Admission> log)
{
    private const string Scheme = "Bearer ";

    /// <param name="authorization">The request's <c>Authorization</c> header; empty for none.</param>
    public ValueTask<Outcome<Admitted>> AdmitAsync(Target.ByHost target, RequestTarget request, string authorization, CancellationToken aborted) =>
        ByHostAsync(target.Backend, request, authorization, aborted);

    /// <param name="authorization">The request's <c>Authorization</c> header; empty for none.</param>
    public async ValueTask<Outcome<Admitted>> AdmitAsync(Target.ByToken target, RequestTarget request, string authorization, CancellationToken aborted)
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

        return target.Host.Backend is { } backend ? await ByHostAsync(backend, request, authorization, aborted) : Refusal.UnknownToken;
    }

    private async ValueTask<Outcome<Admitted>> ByTicketAsync(Ticket ticket, Target.ByToken target, CancellationToken aborted)
    {
        var found = await gate.FindNamedAsync(ticket.Backend, aborted);
        if (!found.IsValue)
        {
            return found.Refusal;
        }

        return TargetPolicy.CheckHost(target.Host, found.Value.Subdomain) is { } refusal ? refusal : new Admitted(found.Value, ticket, target.AfterToken, RouteKind.Token);
    }

    private async ValueTask<Outcome<Admitted>> ByHostAsync(BackendId backend, RequestTarget request, string authorization, CancellationToken aborted)
    {
        var found = await gate.FindListedAsync(backend, aborted);
        if (!found.IsValue)
        {
            return found.Refusal;
        }

        if (!found.Value.HostRouting)
        {
            return Refusal.TokenNeeded;
        }

        var refusal = found.Value.RequiresBearerToken ? await CheckBearerAsync(found.Value, authorization, aborted) : null;
        return refusal is not null ? refusal : new Admitted(found.Value, Ticket.Anonymous(backend), request, RouteKind.Host);
    }

    private async ValueTask<Refusal?> CheckBearerAsync(BackendRecord record, string authorization, CancellationToken aborted)
    {
        if (authorization.Length == 0)
        {
            return Refusal.BearerMissing;
        }

        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return Refusal.BearerWrong;
        }

        try
        {
            var expected = (await secrets.OfAsync(identity.Cluster, aborted)).BearerTokenOf(record.Backend);
            var same = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(authorization[Scheme.Length..]), Encoding.UTF8.GetBytes(expected));
            return same ? null : Refusal.BearerWrong;
        }
        catch (NatsException exception)
        {
            log.SecretUnknown(exception, identity.Cluster);
            return Refusal.StoreSilent;
        }
    }
}
