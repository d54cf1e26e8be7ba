using System.Text.Json;
using Peers;

namespace Plane.Tests.Controller.Interactive;

/// <summary>A client that is not ours speaks both dialects.</summary>
public sealed class JavaScriptTests(InteractiveFixture plane) : IClassFixture<InteractiveFixture>
{
    [NodeFact]
    public async Task A_client_in_JavaScript_is_understood_in_both_dialects()
    {
        var (code, output) = await NodeScript.RunAsync("interactive.mjs", TimeSpan.FromSeconds(60), plane.Socket.ToString(), InteractiveFixture.Token);
        Assert.True(code == 0, output);
        var said = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonElement.Parse(line)).ToDictionary(static one => $"{one.GetProperty("name").GetString()} {one.GetProperty("dialect").GetString()}".Trim());

        Assert.Equal(["one", "two", "three"], Texts(said["lines"]));
        Assert.Equal("one\ntwo\nthree", string.Concat(Texts(said["lines pow-1"])));
        Assert.Equal(["ready", "one", "two"], Texts(said["echo"]));
        Assert.Equal("ready\none\ntwo", string.Concat(Texts(said["echo pow-1"])));
        AssertEnd(said, "lines", """{"success":true}""", """{"status":"fulfilled","value":{"n":3}}""");
        AssertEnd(said, "cancel", """{"success":false,"message":"cancelled"}""", """{"status":"rejected","reason":"cancelled"}""");
        AssertEnd(said, "unknown", """{"success":false,"message":"unknown action call"}""", """{"status":"rejected","reason":"unknown action call"}""");
        AssertEnd(said, "late", """{"success":false,"message":"timeout reading the first message"}""", """{"status":"rejected","reason":"timeout reading the first message"}""");
        AssertEnd(said, "echo", """{"success":false,"message":"cancelled"}""", """{"status":"fulfilled"}""");
        Assert.Contains("400", said["other pow-2"].GetProperty("error").GetString(), StringComparison.Ordinal);
        await plane.NothingIsLeftAsync();
    }

    private static IEnumerable<string> Texts(JsonElement said) => said.GetProperty("texts").EnumerateArray().Select(static text => text.GetString()!);

    private static void AssertEnd(Dictionary<string, JsonElement> said, string name, string lines, string pow)
    {
        foreach (var (one, final, protocol) in new[] { (said[name], lines, ""), (said[name + " pow-1"], pow, "pow-1") })
        {
            Assert.Equal([final], one.GetProperty("finals").EnumerateArray().Select(static message => message.GetString()!));
            Assert.Equal((1000, "", protocol), (one.GetProperty("code").GetInt32(), one.GetProperty("reason").GetString(), one.GetProperty("protocol").GetString()));
        }
    }
}
