using System.Text.Json;

namespace Plane.Tests.Controller.Description;

/// <summary>The comparison of answers with schemas finds what is planted.</summary>
public sealed class SchemaCheckTests
{
    private static readonly JsonElement Schema = JsonElement.Parse("""
        {"type":"object","required":["a"],"properties":{"a":{"type":"integer","minimum":0},"b":{"oneOf":[{"$ref":"#/word"},{"type":"null"}]},"c":{"type":"array","items":{"type":"string"}}}}
        """);

    private static readonly JsonElement Document = JsonElement.Parse("""{"word":{"type":"string","enum":["x","y"]}}""");

    [Theory]
    [InlineData("""{"a":1}""", null)]
    [InlineData("""{"a":1,"b":"x","c":["d"]}""", null)]
    [InlineData("""{"a":1,"b":null}""", null)]
    [InlineData("""{"a":1,"more":1}""", "$.more: its schema does not name it")]
    [InlineData("""{"b":"x"}""", "$.a: is required and missing")]
    [InlineData("""{"a":"1"}""", "$.a: string instead of integer")]
    [InlineData("""{"a":-1}""", "$.a: -1 is out of bounds")]
    [InlineData("""{"a":1,"b":"z"}""", "$.b: 0 of its forms match z")]
    [InlineData("""{"a":1,"c":["d",1]}""", "$.c[1]: integer instead of string")]
    public void A_planted_fault_is_found(string json, string? fault) =>
        Assert.Equal(fault is null ? [] : [fault], new SchemaCheck(Document).FaultsOf(JsonElement.Parse(json), Schema));

    [Fact]
    public void A_word_that_the_check_does_not_know_is_a_fault()
    {
        var schema = JsonElement.Parse("""{"type":"string","not":{}}""");

        Assert.Equal(["$: the check does not know not"], new SchemaCheck(Document).FaultsOf(JsonElement.Parse("\"a\""), schema));
    }
}
