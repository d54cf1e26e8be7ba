using Plane.Domain.Backends;

namespace Plane.Tests.Domain.Backends;

public sealed class BackendRulesTests
{
    [Fact]
    public void A_status_is_only_left_for_a_greater_one()
    {
        var statuses = Enum.GetValues<BackendStatus>();

        Assert.All(statuses, from => Assert.All(statuses, to => Assert.Equal(to > from, from.MayBecome(to))));
        Assert.Equal([BackendStatus.Terminating, BackendStatus.HardTerminating], statuses.Where(static status => status.IsEnding()));
        Assert.Equal(5, statuses.Count(static status => status.IsAlive()));
    }

    [Theory]
    [InlineData("app", true)]
    [InlineData("plane/drop-four", true)]
    [InlineData("plane/drop-four:latest", true)]
    [InlineData("ghcr.io/acme/room:1", true)]
    [InlineData("127.0.0.1:5000/a/b__c:tag", true)]
    [InlineData("[::1]:5000/a", true)]
    [InlineData("app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", true)]
    [InlineData("a:tag@sha256:0123456789abcdef0123456789abcdef", true)]
    [InlineData("", false)]
    [InlineData("App", false)]
    [InlineData("a b", false)]
    [InlineData("a:", false)]
    [InlineData("a//b", false)]
    [InlineData("a/", false)]
    [InlineData("/a", false)]
    [InlineData("a:-tag", false)]
    [InlineData("a@sha256:short", false)]
    [InlineData("--privileged", false)]
    [InlineData("a\n", false)]
    public void An_image_is_named_as_engines_read_it(string text, bool valid) => Assert.Equal(valid, ImageReference.IsValid(text));

    [Theory]
    [InlineData("", true)]
    [InlineData("room", true)]
    [InlineData("a/b/.hidden", true)]
    [InlineData("/etc", false)]
    [InlineData("../up", false)]
    [InlineData("a/..", false)]
    [InlineData("./a", false)]
    [InlineData("a:b", false)]
    [InlineData("a\\b", false)]
    public void A_mount_does_not_lead_out_of_its_base(string text, bool valid) => Assert.Equal(valid, MountFolder.IsValid(text));
}
