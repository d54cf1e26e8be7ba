using Plane.Dns.Protocol;

namespace Plane.Tests.Dns.Protocol;

public sealed class QueryParserTests
{
    [Fact]
    public void A_question_is_read_in_lower_case()
    {
        var query = Wire.Parse(Wire.Query("B1.Plane.Test", 1));

        Assert.Equal(("b1.plane.test", RecordType.A, ResponseCode.NoError), (query.Name, query.Type, query.Fault));
        Assert.True(query.RecursionDesired);
    }

    [Fact]
    public void Runts_and_answers_are_not_answered()
    {
        Assert.False(QueryParser.TryParse(new byte[11], out _));
        Assert.False(QueryParser.TryParse(Wire.Query("plane.test", 1, flags: 0x8000), out _));
    }

    [Fact]
    public void An_unknown_opcode_is_not_implemented() =>
        Assert.Equal(ResponseCode.NotImp, Wire.Parse(Wire.Query("plane.test", 1, flags: 4 << 11)).Fault);

    [Theory]
    [InlineData(4, 0)]
    [InlineData(4, 2)]
    [InlineData(6, 1)]
    [InlineData(8, 1)]
    public void Any_other_count_than_one_question_is_malformed(int offset, byte count)
    {
        var packet = Wire.Query("plane.test", 1);
        packet[offset + 1] = count;

        Assert.Equal(ResponseCode.FormErr, Wire.Parse(packet).Fault);
    }

    [Fact]
    public void A_compressed_name_in_a_question_is_malformed()
    {
        byte[] packet = [.. Wire.Query("", 1)[..12], 0xC0, 0x0C, 0, 1, 0, 1];

        Assert.Equal(ResponseCode.FormErr, Wire.Parse(packet).Fault);
    }

    [Fact]
    public void Every_cut_of_a_good_query_is_dropped_or_malformed()
    {
        var packet = Wire.Query("b1.plane.test", 1, ednsPayload: 4096);
        for (var length = 0; length < packet.Length; length++)
        {
            if (QueryParser.TryParse(packet.AsSpan(0, length), out var query))
            {
                Assert.Equal(ResponseCode.FormErr, query.Fault);
            }
        }
    }

    [Fact]
    public void Edns_tells_its_payload_size_but_never_below_512()
    {
        Assert.Equal(4096, Wire.Parse(Wire.Query("plane.test", 1, ednsPayload: 4096)).Edns!.Value.PayloadSize);
        Assert.Equal(512, Wire.Parse(Wire.Query("plane.test", 1, ednsPayload: 100)).Edns!.Value.PayloadSize);
    }

    [Fact]
    public void Another_edns_version_is_a_bad_version() =>
        Assert.Equal(ResponseCode.BadVers, Wire.Parse(Wire.Query("plane.test", 1, ednsPayload: 1232, ednsVersion: 1)).Fault);

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(7);
        var packet = new byte[80];
        for (var i = 0; i < 200_000; i++)
        {
            random.NextBytes(packet);
            packet[2] &= 0x7F;
            _ = QueryParser.TryParse(packet.AsSpan(0, random.Next(packet.Length + 1)), out _);
        }
    }
}
