using System.Text.Json;
using Plane.Drone.Proxy.Tokens;

namespace Plane.Tests.Drone.Proxy;

public sealed class UserDataJsonTests
{
    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("null", "{}")]
    [InlineData("""{ "b": 1, "a": { "d": [ { "z": 1, "y": 2 } ], "c": null } }""", """{"a":{"c":null,"d":[{"y":2,"z":1}]},"b":1}""")]
    [InlineData("""{ "n": 1.50e3, "t": true, "s": "a<b>&'+" }""", """{"n":1.50e3,"s":"a<b>&'+","t":true}""")]
    [InlineData("""{"ü":"é😀"}""", """{"\u00FC":"\u00E9\uD83D\uDE00"}""")]
    [InlineData("""{"q":"say \"hi\"\n\u007f"}""", """{"q":"say \"hi\"\n\u007F"}""")]
    [InlineData("""{"a":1,"a":2}""", """{"a":2}""")]
    public void User_data_is_compact_sorted_and_plain_ascii(string auth, string header)
    {
        using var document = JsonDocument.Parse(auth);

        Assert.Equal(header, UserDataJson.Write(document.RootElement));
    }

    [Fact]
    public void No_user_data_is_an_empty_object() => Assert.Equal("{}", UserDataJson.Write(default));

    [Theory]
    [InlineData("alice@example.com", true)]
    [InlineData("Alice B.", true)]
    [InlineData("", true)]
    [InlineData("jörg", false)]
    [InlineData(" alice", false)]
    [InlineData("alice ", false)]
    [InlineData("alice\r\nx-verified-username: root", false)]
    public void A_name_goes_into_a_header_only_if_it_arrives_as_it_is(string name, bool survives) => Assert.Equal(survives, HeaderText.Survives(name));
}
