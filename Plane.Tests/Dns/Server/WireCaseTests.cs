using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Peers;

namespace Plane.Tests.Dns.Server;

/// <summary>The table of what is asked and answered, over real sockets: by dig, by packets that dig does not make, and through a resolver.</summary>
public sealed partial class WireCaseTests(DnsFixture dns) : IClassFixture<DnsFixture>
{
    private static readonly byte[] Good = Wire.Query("b1.plane.test", 1, id: 0xFFFE);

    /// <summary>To take what is answered as what is expected: <c>PLANE_WRITE_CASES=1</c>, and read the diff.</summary>
    [PeerFact("nats-server", "dig")]
    public async Task Every_case_is_answered_as_the_table_says()
    {
        var cases = WireCase.ReadAll();
        Assert.True(cases.Count >= 120, $"There are {cases.Count} cases.");
        var answered = new List<WireCase>();
        foreach (var each in cases)
        {
            answered.Add(each with { Expected = each.IsHex ? await SendAsync(each.Packet) : await Dig.AskAsync(each.IsWild ? dns.Wild : dns.Main, each.DigArguments) });
        }

        if (Environment.GetEnvironmentVariable("PLANE_WRITE_CASES") == "1")
        {
            WireCase.WriteAll(answered);
        }

        Assert.Equal([], cases.Zip(answered).Where(static pair => pair.First != pair.Second).Select(static pair => $"{pair.First.Asked}\n  expected {pair.First.Expected}\n  answered {pair.Second.Expected}"));
    }

    /// <summary>What a client sees behind unbound, which minimises names, mixes cases and follows aliases.</summary>
    [PeerFact("nats-server", "dig", "unbound")]
    public async Task A_resolver_gets_to_the_same_answers()
    {
        await using var unbound = await Unbound.StartAsync(["plane.test", "in.between.plane.test", "other.test", "acme.example"], dns.Main);
        var plain = WireCase.ReadAll().Where(static each => !each.IsHex && !each.IsWild && Plain().IsMatch(each.Asked) && each.Expected.Contains(" aa ", StringComparison.Ordinal)).ToList();
        Assert.True(plain.Count >= 40, $"{plain.Count} cases can be asked through a resolver.");
        var different = new List<string>();
        foreach (var each in plain)
        {
            var answer = await Dig.AskAsync(unbound.EndPoint, each.DigArguments);
            if (CodeOf(answer) != CodeOf(each.Expected) || !Answers(each.Expected).All(Answers(answer).Contains))
            {
                different.Add($"{each.Asked}\n  expected {each.Expected}\n  answered {answer}");
            }
        }

        Assert.Equal([], different);
    }

    private static string CodeOf(string answer) => answer.Split(' ', '\n')[0];

    /// <summary>Without their TTLs, which a resolver counts down, in lower case.</summary>
    private static HashSet<string> Answers(string answer) =>
        [.. answer.Split('\n').Where(static line => line.StartsWith("an ", StringComparison.Ordinal)).Select(static line => Ttl().Replace(line, " ").ToLowerInvariant())];

    /// <summary>A name and a type with records, without options.</summary>
    [GeneratedRegex("^[^ +-]+ (A|AAAA|TXT|NS|SOA|MX|CNAME|CAA)$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"(?<=^an \S+) \d+ ")]
    private static partial Regex Ttl();

    /// <summary>A good query follows: if it is answered first, the packet was not answered at all.</summary>
    private async Task<string> SendAsync(byte[] packet)
    {
        using var socket = new UdpClient();
        socket.Connect(new IPEndPoint(IPAddress.Loopback, dns.Main.Port));
        await socket.SendAsync(packet);
        await socket.SendAsync(Good);
        var answer = (await socket.ReceiveAsync().WaitAsync(DnsFixture.Patience)).Buffer;
        if (BinaryPrimitives.ReadUInt16BigEndian(answer) == 0xFFFE && !packet.AsSpan(0, Math.Min(2, packet.Length)).SequenceEqual(Good.AsSpan(0, 2)))
        {
            return "none";
        }

        Assert.Equal(0xFFFE, BinaryPrimitives.ReadUInt16BigEndian((await socket.ReceiveAsync().WaitAsync(DnsFixture.Patience)).Buffer));
        var reply = DnsReply.Read(answer);
        var records = reply.Answers.Select(static record => "an " + record)
            .Concat(reply.Authority.Select(static record => "au " + Serial().Replace(record, "$1 S ")))
            .Concat(reply.Additional.Select(static record => "ad " + record))
            .Order(StringComparer.Ordinal);
        return $"{reply.Code} {reply.Flags}\nquestion {reply.Question}" + string.Concat(records.Select(static record => "\n" + record)) + (reply.HasEdns ? "\nedns" : "");
    }

    [GeneratedRegex(@"( SOA \S+ \S+) \d+ ")]
    private static partial Regex Serial();
}
