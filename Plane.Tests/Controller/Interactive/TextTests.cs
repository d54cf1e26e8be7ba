using System.Text;
using Plane.Contracts.Interactive;
using Plane.Controller.Api.Interactive.Protocol;

namespace Plane.Tests.Controller.Interactive;

/// <summary>From bytes in pieces to text messages.</summary>
public sealed class TextTests
{
    [Theory]
    [InlineData("a\nb\n", "a|b|")]
    [InlineData("a\r\nb\r\n", "a|b|")]
    [InlineData("\n\n", "||")]
    [InlineData("a", "a|")]
    [InlineData("a\r", "a\r|")]
    [InlineData("a\rb\n", "a\rb|")]
    [InlineData("\r\r\n", "\r|")]
    [InlineData("", "")]
    public void A_message_of_dialect_1_is_a_line_without_its_end_wherever_the_pieces_are_cut(string text, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var framer = new TextFramer(Dialect.Lines);
            var pieces = framer.Add(bytes.AsMemory(0, cut)).Concat(framer.Add(bytes.AsMemory(cut))).Concat(framer.Finish());

            Assert.Equal(expected, string.Concat(pieces.Select(static piece => Encoding.UTF8.GetString(piece.Bytes.Span) + (piece.EndsMessage ? "|" : ""))));
        }
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("gr\u00fc\u00df \u20ac \U0001F600!", "gr\u00fc\u00df \u20ac \U0001F600!")]
    public void Characters_are_whole_wherever_the_pieces_are_cut(string text, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second++)
            {
                Assert.Equal(expected, Repaired(bytes[..first], bytes[first..second], bytes[second..]));
            }
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0xFF, 0x62 }, "a\uFFFDb")]
    [InlineData(new byte[] { 0x61, 0xE2, 0x82 }, "a\uFFFD")]
    [InlineData(new byte[] { 0x80, 0x80 }, "\uFFFD\uFFFD")]
    public void What_is_no_character_is_replaced(byte[] bytes, string expected) => Assert.Equal(expected, Repaired(bytes));

    private static string Repaired(params byte[][] pieces)
    {
        var repair = new Utf8Repair();
        var text = new List<byte>();
        foreach (var piece in pieces)
        {
            var whole = repair.Add(piece).ToArray();
            Assert.True(System.Text.Unicode.Utf8.IsValid(whole));
            text.AddRange(whole);
        }

        text.AddRange(repair.Finish().ToArray());
        return Encoding.UTF8.GetString([.. text]);
    }
}
