using System.Diagnostics;
using Plane.ServiceDefaults.Telemetry;

namespace Plane.Tests.ServiceDefaults;

public sealed class TokenEraserTests
{
    private const string Token = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE";

    [Theory]
    [InlineData("url.path", "/" + Token, "/*")]
    [InlineData("url.path", "/" + Token + "/a/b", "/*/a/b")]
    [InlineData("url.path", "/s." + Token + "/a", "/*/a")]
    [InlineData("url.full", "http://r1/s." + Token + "/a?*", "http://r1/*/a?*")]
    [InlineData("url.path", "/short/" + Token + "x", "/short/" + Token + "x")]
    [InlineData("url.query", "?token=abc&redirect=/a", "?token=*&redirect=/a")]
    [InlineData("url.full", "http://b.test/_plane_auth?redirect=/a&token=abc", "http://b.test/_plane_auth?redirect=/a&token=*")]
    public void Tokens_do_not_leave_the_process_in_spans(string tag, string address, string told)
    {
        using var span = new Activity("visit");
        span.SetTag(tag, address);
        using var eraser = new TokenEraser();

        eraser.OnEnd(span);

        Assert.Equal(told, span.GetTagItem(tag));
    }
}
