using Plane.Domain.Identity;

namespace Plane.Tests.Domain.Identity;

public sealed class IdentityTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("0", true)]
    [InlineData("room-1", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("", false)]
    [InlineData("Room", false)]
    [InlineData("a.b", false)]
    [InlineData("a_b", false)]
    [InlineData("8080-x", false)]
    [InlineData("8080x", true)]
    [InlineData("é", false)]
    public void A_backend_id_is_lower_case_short_and_no_port(string text, bool valid) => Assert.Equal(valid, BackendId.TryParse(text, out _));

    [Fact]
    public void New_ids_have_their_prefix_and_fourteen_characters()
    {
        Assert.Matches("^[a-z0-9]{14}$", BackendId.New(Entropy.System).Value);
        Assert.Matches("^dr-[a-z0-9]{14}$", DroneId.New(Entropy.System).Value);
        Assert.Matches("^lk-[a-z0-9]{14}$", KeyName.New(Entropy.System).Name);
    }

    [Theory]
    [InlineData("plane.example", "https", "plane_example", "plane_example")]
    [InlineData("Plane.Example:443", "https", "plane_example:443", "plane_example=443")]
    [InlineData("localhost:9091", "http", "localhost:9091", "localhost=9091")]
    public void A_cluster_decides_scheme_and_tokens(string text, string scheme, string subject, string key)
    {
        var cluster = ClusterName.Parse(text);

        Assert.Equal((scheme, subject, key), (cluster.Scheme, cluster.SubjectToken, cluster.KvToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("id")]
    [InlineData("a_b")]
    [InlineData("a..b")]
    [InlineData("-a")]
    [InlineData("a:")]
    [InlineData("a:0")]
    [InlineData("a:080")]
    [InlineData("a:65536")]
    [InlineData("a:1:2")]
    [InlineData("a/b")]
    [InlineData("a b")]
    public void What_is_no_DNS_name_is_no_cluster(string text) => Assert.False(ClusterName.TryParse(text, out _));

    [Fact]
    public void A_key_s_hash_keeps_namespace_and_name_apart()
    {
        Assert.NotEqual(KeyName.Parse("a", "bc").Hash, KeyName.Parse("ab", "c").Hash);
        Assert.Equal(KeyName.Parse("a", "b"), KeyName.Parse("a", "b"));
        Assert.Matches("^[0-9a-f]{64}$", KeyName.Parse("", "ünïcode").Hash);
    }

    [Fact]
    public void A_key_has_a_name_of_at_most_2048_bytes()
    {
        Assert.False(KeyName.TryParse("", "", out _));
        Assert.True(KeyName.TryParse("", new string('x', 2048), out _));
        Assert.False(KeyName.TryParse("", new string('é', 1025), out _));
        Assert.False(KeyName.TryParse(new string('x', 2049), "a", out _));
    }

    [Theory]
    [InlineData("room", "room")]
    [InlineData("Room", "room")]
    [InlineData("a.b", null)]
    [InlineData("-a", null)]
    [InlineData("", null)]
    public void A_subdomain_is_one_label(string text, string? expected)
    {
        Assert.Equal(expected is not null, Subdomain.TryParse(text, out var subdomain));
        Assert.Equal(expected, subdomain?.Value);
    }
}
