using Peers;
using Plane.Domain.Identity;
using Plane.Drone.Proxy.Tokens;

namespace Plane.Tests.Drone.Proxy;

public sealed class TokenMemoryTests
{
    private static readonly ClusterSecret Secret = ClusterSecret.New(Entropy.System);
    private readonly ManualTimeProvider _clock = new();
    private readonly TokenMemory _memory;

    public TokenMemoryTests() => _memory = new TokenMemory(2, _clock);

    [Fact]
    public void What_was_not_used_for_longest_goes_first()
    {
        var (a, b, c) = (New(), New(), New());
        Remember(a);
        Remember(b);
        Assert.True(_memory.TryFind(a, out _));
        Remember(c);

        Assert.True(_memory.TryFind(a, out _));
        Assert.False(_memory.TryFind(b, out _));
        Assert.Equal(2, _memory.Count);
    }

    [Fact]
    public void A_token_is_forgotten_when_its_time_is_over()
    {
        var token = New();
        Remember(token);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True(_memory.TryFind(token, out _));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_memory.TryFind(token, out _));
        Assert.Equal(0, _memory.Count);
    }

    [Fact]
    public void A_token_remembered_twice_takes_one_place()
    {
        var token = New();
        Remember(token);
        Remember(token);

        Assert.Equal(1, _memory.Count);
    }

    private static AccessToken New() => Secret.NewConnectionToken(Entropy.System);

    private void Remember(AccessToken token) => _memory.Remember(token, TokenFinding.Live(Ticket.Anonymous(BackendId.Parse("b"))), TimeSpan.FromMinutes(1));
}
