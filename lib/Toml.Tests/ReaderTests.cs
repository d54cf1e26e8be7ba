using System.Text;

namespace Toml.Tests;

public sealed class ReaderTests
{
    [Theory]
    [MemberData(nameof(ValidDocuments.All), MemberType = typeof(ValidDocuments))]
    public void A_valid_document_has_its_tree(string document, string tree)
    {
        Assert.Equal(tree, TreeText.Of(TomlReader.Read(document)));
        Assert.Equal(tree, TreeText.Of(TomlReader.Read(Encoding.UTF8.GetBytes(document))));
    }

    [Theory]
    [MemberData(nameof(InvalidDocuments.All), MemberType = typeof(InvalidDocuments))]
    public void An_invalid_document_is_refused_where_it_goes_wrong(string document, int line, int column, string fault)
    {
        var refused = Assert.Throws<TomlException>(() => TomlReader.Read(document));

        Assert.Equal((new TomlPosition(line, column), fault), (refused.Position, refused.Fault));
        Assert.Equal($"({line},{column}): {fault}", refused.Message);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused_at_their_place()
    {
        var refused = Assert.Throws<TomlException>(static () => TomlReader.Read([.. "a = 1\nb = \""u8, 0xC3, 0x28, .. "\""u8]));

        Assert.Equal(new TomlPosition(2, 6), refused.Position);
    }

    [Fact]
    public void A_document_may_not_be_longer_than_the_limit()
    {
        var limits = new TomlLimits(MaxCharacters: 6);

        Assert.Equal("{\"a\":12}", TreeText.Of(TomlReader.Read("a = 12", limits)));
        Assert.Contains("at most 6", Assert.Throws<TomlException>(() => TomlReader.Read("a = 123", limits)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a = [[[1]]]", "a = [[[[1]]]]")]
    [InlineData("a = {b = {c = {}}}", "a = {b = {c = {d = {}}}}")]
    [InlineData("a = {b.c.d = 1}", "a = {b.c.d.e = 1}")]
    [InlineData("a.b.c = 1", "a.b.c.d = 1")]
    [InlineData("[a.b.c]", "[a.b.c.d]")]
    public void Nothing_may_be_nested_deeper_than_the_limit(string within, string beyond)
    {
        var limits = new TomlLimits(MaxDepth: 3);

        Assert.NotEmpty(TomlReader.Read(within, limits));
        Assert.Contains("at most 3", Assert.Throws<TomlException>(() => TomlReader.Read(beyond, limits)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a = ", "[")]
    [InlineData("a = ", "{b=")]
    [InlineData("", "a.")]
    [InlineData("[", "a.")]
    public void A_bottomless_document_is_refused_and_not_followed(string begin, string repeated) =>
        Assert.Throws<TomlException>(() => TomlReader.Read(begin + string.Concat(Enumerable.Repeat(repeated, 100_000))));

    [Fact]
    public void Every_node_knows_its_place()
    {
        var root = TomlReader.Read("a = 1\n[t]\n  b = [\n 2]\n[[x]]\n");

        Assert.True(root.TryGet("a", out var a) & root.TryGet("t", out var t) & root.TryGet("x", out var x));
        Assert.True(((TomlTable)t!).TryGet("b", out var b));
        Assert.Equal(
            [new(1, 5), new(2, 2), new(3, 7), new(4, 2), new(5, 3)],
            [a!.Position, t!.Position, b!.Position, ((TomlArray)b)[0].Position, x!.Position]);
    }

    /// <summary>Every cut and every changed character of a valid document is read or refused, never anything else.</summary>
    [Fact]
    public void Damage_is_refused_or_harmless()
    {
        foreach (var document in ValidDocuments.All.Select(static row => (string)row[0]))
        {
            for (var at = 0; at < document.Length; at++)
            {
                TryRead(document[..at]);
                foreach (var other in "\0\n\r\"'[]{}=.,#-+_0ex\\\uD800")
                {
                    TryRead(string.Concat(document.AsSpan(0, at), other.ToString(), document.AsSpan(at + 1)));
                }
            }
        }

        static void TryRead(string text)
        {
            try
            {
                TomlReader.Read(text);
            }
            catch (TomlException refused)
            {
                Assert.InRange(refused.Position.Line, 1, 1 + text.Count('\n'));
            }
        }
    }
}
