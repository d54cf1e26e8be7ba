using Plane.Dns.Protocol;

namespace Plane.Tests.Dns.Protocol;

public sealed class QueryParserTests
{
    [Fact]
    public void A_question_is_read_in_lower_case()
    {
        Assert.True(Parse(Wire.Query("B1.Plane.Test", 1), out var query));

        Assert.Equal(("b1.plane.test", RecordType.A, ResponseCode.NoError), (WireName.ToText(query.Name), query.Type, query.Fault));
        Assert.Equal(3, query.Labels);
        Assert.True(query.RecursionDesired);
    }

    [Fact]
    public void Runts_and_answers_are_not_answered()
    {
        Assert.False(Parse(new byte[11], out _));
        Assert.False(Parse(Wire.Query("plane.test", 1, flags: 0x8000), out _));
    }

    [Fact]
    public void An_unknown_opcode_is_not_implemented() => Assert.Equal(ResponseCode.NotImp, Fault(Wire.Query("plane.test", 1, flags: 4 << 11)));

    [Theory]
    [InlineData(4, 0)]
    [InlineData(4, 2)]
    [InlineData(6, 1)]
    [InlineData(8, 1)]
    public void Any_other_count_than_one_question_is_malformed(int offset, byte count)
    {
        var packet = Wire.Query("plane.test", 1);
        packet[offset + 1] = count;

        Assert.Equal(ResponseCode.FormErr, Fault(packet));
    }

    [Theory]
    [InlineData(new byte[] { 0xC0, 0x0C })]
    [InlineData(new byte[] { 1, (byte)'a', 0xC0, 0x0C })]
    [InlineData(new byte[] { 0x40, 1, 0 })]
    [InlineData(new byte[] { 0x80, 1, 0 })]
    public void A_compressed_name_in_a_question_is_malformed(byte[] name)
    {
        byte[] packet = [.. Wire.Query("", 1)[..12], .. name, 0, 1, 0, 1];

        Assert.Equal(ResponseCode.FormErr, Fault(packet));
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(61, true)]
    [InlineData(62, false)]
    public void A_name_has_255_bytes_at_most(int last, bool isGood)
    {
        var labels = string.Join('.', Enumerable.Repeat(new string('a', 63), 3));
        var name = last == 63 ? labels : $"{labels}.{new string('b', last)}";

        Assert.Equal(isGood ? ResponseCode.NoError : ResponseCode.FormErr, Fault(Wire.Query(name, 1)));
    }

    [Fact]
    public void Every_cut_of_a_good_query_is_dropped_or_malformed()
    {
        var packet = Wire.Query("b1.plane.test", 1, ednsPayload: 4096);
        for (var length = 0; length < packet.Length; length++)
        {
            if (Parse(packet[..length], out var query))
            {
                Assert.Equal(ResponseCode.FormErr, query.Fault);
            }
        }
    }

    [Fact]
    public void Edns_tells_its_payload_size_but_never_below_512()
    {
        Assert.True(Parse(Wire.Query("plane.test", 1, ednsPayload: 4096), out var large));
        Assert.True(Parse(Wire.Query("plane.test", 1, ednsPayload: 100), out var small));

        Assert.Equal((4096, 512), (large.Edns.PayloadSize, small.Edns.PayloadSize));
    }

    [Fact]
    public void Another_edns_version_is_a_bad_version() => Assert.Equal(ResponseCode.BadVers, Fault(Wire.Query("plane.test", 1, ednsPayload: 1232, ednsVersion: 1)));

    [Theory]
    [InlineData("000A0008 0102030405060708", true)]
    [InlineData("000A0007 01020304050607", false)]
    [InlineData("000A0009 010203040506070809", false)]
    [InlineData("FDE90002 0102", true)]
    [InlineData("000A0008 01", false)]
    [InlineData("00", false)]
    public void Options_are_read_or_passed_over_but_must_be_whole(string options, bool isGood) =>
        Assert.Equal(isGood ? ResponseCode.NoError : ResponseCode.FormErr, Fault(Wire.Query("plane.test", 1, ednsPayload: 1232, options: Convert.FromHexString(options.Replace(" ", "", StringComparison.Ordinal)))));

    private static bool Parse(byte[] packet, out Query query) => QueryParser.TryParse(packet, new byte[WireName.MaxLength], out query);

    private static ResponseCode Fault(byte[] packet)
    {
        Assert.True(Parse(packet, out var query));
        return query.Fault;
    }
}
