using Plane.Domain.Identity;

namespace Plane.Tests.Domain.Identity;

public sealed class TokenTests
{
    private static readonly ClusterSecret Secret = ClusterSecret.New(Entropy.System);

    [Fact]
    public void A_cluster_knows_the_connection_tokens_it_made()
    {
        var token = Secret.NewConnectionToken(Entropy.System);

        Assert.True(Secret.Made(token));
        Assert.False(ClusterSecret.New(Entropy.System).Made(token));
        Assert.Equal(43, token.Value.Length);
    }

    [Fact]
    public void A_made_up_token_is_no_one_s()
    {
        Assert.True(AccessToken.TryParse(new string('A', 43), out var token));

        Assert.False(Secret.Made(token));
    }

    [Fact]
    public void Static_and_bearer_tokens_are_the_same_each_time_and_differ_by_backend()
    {
        var (one, two) = (BackendId.Parse("one"), BackendId.Parse("two"));

        Assert.Equal(Secret.StaticTokenOf(one), Secret.StaticTokenOf(one));
        Assert.NotEqual(Secret.StaticTokenOf(one), Secret.StaticTokenOf(two));
        Assert.True(Secret.StaticTokenOf(one).IsStatic);
        Assert.Matches("^[A-Za-z0-9]{30}$", Secret.BearerTokenOf(one));
        Assert.Equal(Secret.BearerTokenOf(one), Secret.BearerTokenOf(one));
    }

    [Fact]
    public void A_secret_read_back_derives_the_same()
    {
        Assert.True(ClusterSecret.TryParse(Secret.ToBytes(), out var again));
        Assert.Equal(Secret.PeerCredential(), again.PeerCredential());
        Assert.False(ClusterSecret.TryParse([1, 2, 3], out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("s.")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void What_has_no_token_s_form_is_none(string text) => Assert.False(AccessToken.TryParse(text, out _));

    [Fact]
    public void No_token_shows_itself_in_a_log_line()
    {
        var token = Secret.NewConnectionToken(Entropy.System);

        Assert.DoesNotContain(token.Value, $"{token}", StringComparison.Ordinal);
    }
}
