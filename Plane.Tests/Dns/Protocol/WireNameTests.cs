using Plane.Dns.Protocol;

namespace Plane.Tests.Dns.Protocol;

public sealed class WireNameTests
{
    /// <summary>The RNAME conversion of the NATS API §4.1: the local part is one label, whatever dots it has.</summary>
    [Theory]
    [InlineData("foo@baz.com", @"foo.baz.com")]
    [InlineData("foo.bar@baz.com", @"foo\.bar.baz.com")]
    [InlineData("Foo.Bar.Baz@Example.com", @"foo\.bar\.baz.example.com")]
    [InlineData("hostmaster.example.com", "hostmaster.example.com")]
    public void A_mailbox_is_a_name_whose_first_label_is_the_local_part(string mailbox, string expected) =>
        Assert.Equal(expected, WireName.ToText(WireName.TryOfMailbox(mailbox)));

    [Theory]
    [InlineData("@example.com")]
    [InlineData("a@")]
    [InlineData("a@b..c")]
    public void What_is_no_mailbox_is_none(string mailbox) => Assert.Null(WireName.TryOfMailbox(mailbox));

    [Theory]
    [InlineData("Plane.Test.", "plane.test")]
    [InlineData("", ".")]
    [InlineData("_acme-challenge.x", "_acme-challenge.x")]
    public void A_name_is_written_and_read_back_in_lower_case(string text, string expected) => Assert.Equal(expected, WireName.ToText(WireName.Of(text)));

    [Fact]
    public void What_would_mislead_in_a_log_is_escaped() => Assert.Equal(@"a\.b\010\;.c", WireName.ToText([5, (byte)'a', (byte)'.', (byte)'b', 10, (byte)';', 1, (byte)'c', 0]));

    [Theory]
    [InlineData("b1.plane.test", true)]
    [InlineData("plane.test", true)]
    [InlineData("xplane.test", false)]
    [InlineData("test", false)]
    public void A_name_lies_in_a_zone_by_whole_labels(string name, bool isWithin) => Assert.Equal(isWithin, WireName.IsWithin(WireName.Of(name), WireName.Of("plane.test")));
}
