using System.Collections.Immutable;
using System.Net;
using Plane.Dns.Protocol;

namespace Plane.Tests.Dns.Protocol;

public sealed class ResponseWriterTests
{
    [Fact]
    public void The_question_is_echoed_in_the_clients_case()
    {
        var packet = Wire.Query("B1.pLaNe.TeSt", 1);

        var answer = Write(packet, Answer(1));

        Assert.Equal(packet.AsSpan(12), answer.AsSpan(12, packet.Length - 12));
        Assert.Equal((0, 1), (Wire.Rcode(answer), Wire.Answers(answer)));
        Assert.Equal(0x84, answer[2] & 0xFC);
    }

    [Fact]
    public void What_does_not_fit_into_512_bytes_is_cut_and_said_so()
    {
        var answer = Write(Wire.Query("b1.plane.test", 1), Answer(60));

        Assert.True(Wire.IsTruncated(answer));
        Assert.InRange(answer.Length, 400, 512);
    }

    [Fact]
    public void Edns_allows_more_and_is_answered_with_opt()
    {
        var answer = Write(Wire.Query("b1.plane.test", 1, ednsPayload: 4096), Answer(60));

        Assert.False(Wire.IsTruncated(answer));
        Assert.Equal(60, Wire.Answers(answer));
        Assert.Equal(1, answer[11]);
    }

    [Fact]
    public void Over_tcp_everything_fits() =>
        Assert.Equal(500, Wire.Answers(Write(Wire.Query("b1.plane.test", 1), Answer(500), overTcp: true)));

    [Fact]
    public void A_bad_version_carries_its_upper_bits_in_opt()
    {
        var answer = Write(Wire.Query("b1.plane.test", 1, ednsPayload: 1232, ednsVersion: 9), Plane.Dns.Protocol.Answer.Of(ResponseCode.BadVers));

        Assert.Equal(0, Wire.Rcode(answer));
        Assert.Equal(1, answer[^6]);
    }

    [Fact]
    public void Long_texts_are_split_into_strings()
    {
        var text = Enumerable.Repeat((byte)'x', 300).ToImmutableArray();

        var answer = Write(Wire.Query("plane.test", 16), new Answer(ResponseCode.NoError, true, [new TxtRecord(null, text, 30)], []), overTcp: true);

        Assert.Equal(255, answer[^302]);
        Assert.Equal(45, answer[^46]);
    }

    private static Answer Answer(int count) =>
        new(ResponseCode.NoError, true, [.. Enumerable.Range(0, count).Select(static i => new AddressRecord(null, new IPAddress([192, 0, 2, (byte)i]), 30))], []);

    private static byte[] Write(byte[] packet, Answer answer, bool overTcp = false)
    {
        var output = new byte[overTcp ? 65535 : ResponseWriter.UdpPayload];
        var length = ResponseWriter.Write(Wire.Parse(packet), packet, answer, overTcp, output);
        return output[..length];
    }
}

