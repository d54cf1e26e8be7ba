using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Plane.Domain.Identity;
using Plane.Drone.Proxy.Revoking;
using Plane.Drone.Proxy.Tokens;

namespace Plane.Tests.Drone.Proxy;

/// <summary>Which exchanges a revocation cuts.</summary>
public sealed class OpenExchangesTests
{
    private readonly OpenExchanges _exchanges = new();

    [Fact]
    public void Earlier_ones_of_the_user_are_cut_and_no_others()
    {
        using var earlier = Enter("rev.b.alice", revision: 5, out var cut);
        using var later = Enter("rev.b.alice", revision: 7, out var newer);
        using var bob = Enter("rev.b.bob", revision: 5, out var others);

        Assert.Equal(1, _exchanges.Cut("rev.b.alice", 6));

        Assert.True(cut.RequestAborted.IsCancellationRequested);
        Assert.False(newer.RequestAborted.IsCancellationRequested);
        Assert.False(others.RequestAborted.IsCancellationRequested);
    }

    [Fact]
    public void One_that_is_over_is_not_cut_for_its_connection_has_gone_on_to_the_next()
    {
        Enter("rev.b.alice", revision: 5, out var context)!.Dispose();

        Assert.Equal(0, _exchanges.Cut("rev.b.alice", 6));
        Assert.False(context.RequestAborted.IsCancellationRequested);
    }

    [Fact]
    public void A_ticket_that_cannot_be_revoked_costs_nothing() => Assert.Null(_exchanges.Enter(new DefaultHttpContext(), Ticket.Anonymous(BackendId.Parse("b"))));

    private OpenExchange? Enter(string key, ulong revision, out HttpContext context)
    {
        context = new DefaultHttpContext();
        context.Features.Set<IHttpRequestLifetimeFeature>(new Lifetime());
        return _exchanges.Enter(context, Ticket.Anonymous(BackendId.Parse("b")) with { RevocationKey = key, Revision = revision });
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public void Abort() => RequestAborted = new CancellationToken(canceled: true);
    }
}
