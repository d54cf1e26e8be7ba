using System.Net;
using System.Text;
using Plane.Dns.Protocol;
using Plane.Dns.Zone;

namespace Plane.Dns.Server;

/// <summary>Packet in, packet out, whatever the transport. Allocates nothing.</summary>
/// <param name="cookies">Null where none are given out.</param>
internal sealed class Responder(ZoneView zones, ResponderOptions settings, Cookies? cookies, RateLimiter limiter, ILogger<Responder> log)
{
    private static readonly byte[] Root = [0];
    private readonly RecordSet? _version = settings.Version is { } version
        ? new RecordSetBuilder(Root, 0, Query.ClassChaos).Text(Encoding.UTF8.GetBytes(version)).Build()
        : null;

    /// <param name="address">The client's, 4 or 16 bytes.</param>
    /// <param name="output">As many bytes as the transport can carry, at least 512.</param>
    /// <returns>Length of the answer in <paramref name="output"/>; 0 where there must be none.</returns>
    public int Respond(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> address, bool overTcp, Span<byte> output, QueryTally tally)
    {
        Span<byte> lower = stackalloc byte[WireName.MaxLength];
        if (!QueryParser.TryParse(packet, lower, out var query))
        {
            tally.Drop();
            return 0;
        }

        Span<byte> options = stackalloc byte[CookieOption.AnswerLength + Explanation.MaxLength];
        var used = 0;
        var hasCookie = cookies is not null && !query.Cookie.IsEmpty && query.Edns.Version == 0;
        var isKnown = hasCookie && TakeCookie(cookies!, query.Cookie, address, options, ref used);
        var isSuspect = settings.RequireCookies && !overTcp && !isKnown && query.Fault == ResponseCode.NoError;
        var answer = isSuspect && hasCookie && !query.AsksForCookieOnly ? new Answer(ResponseCode.BadCookie) : Resolver.Resolve(query, zones.Current, _version);
        if (!overTcp)
        {
            output = output[..Math.Min(output.Length, ResponseWriter.UdpLimit(query, settings.MaxUdpPayload))];
        }

        if (query.WantsExplanation && output.Length >= ResponseWriter.UdpPayload && IsNear(address))
        {
            used += Explanation.Write(Explainer.Explain(query, zones.Current), options[used..]);
        }

        var turn = tally.NextTurn();
        var length = isSuspect && !hasCookie
            ? ResponseWriter.WriteTruncated(query, packet, answer, output)
            : overTcp || isKnown || !limiter.IsOn
            ? ResponseWriter.Write(query, packet, answer, options[..used], turn, output)
            : WriteLimited(query, packet, answer, address, options[..used], turn, output, tally);
        if (length > 0)
        {
            tally.Answered(query.Type, answer.Code, (output[2] & 0x02) != 0);
            Log(query, address, answer, overTcp, length, turn);
        }

        return length;
    }

    /// <summary>Makes the cookie for the answer.</summary>
    /// <returns>Whether the client has shown one of ours: its address is its own.</returns>
    private static bool TakeCookie(Cookies cookies, ReadOnlySpan<byte> shown, ReadOnlySpan<byte> address, Span<byte> options, ref int used)
    {
        cookies.Write(shown, address, CookieOption.Begin(options));
        used = CookieOption.AnswerLength;
        return cookies.IsOurs(shown, address);
    }

    /// <summary>Which drone a backend is on is told on the machine itself only.</summary>
    private static bool IsNear(ReadOnlySpan<byte> address) => IPAddress.IsLoopback(new IPAddress(address));

    private int WriteLimited(in Query query, ReadOnlySpan<byte> packet, in Answer answer, ReadOnlySpan<byte> address, ReadOnlySpan<byte> options, uint turn, Span<byte> output, QueryTally tally)
    {
        // Names made up at random below a zone count as one: what is the same is that they are not there.
        var subject = answer.Code == ResponseCode.NoError ? query.Name : query.Name[^Math.Min(answer.ZoneLength, query.Name.Length)..];
        var verdict = limiter.Judge(address, subject, answer.Code);
        if (verdict == RateVerdict.Answer)
        {
            return ResponseWriter.Write(query, packet, answer, options, turn, output);
        }

        tally.Limit();
        return verdict == RateVerdict.Slip ? ResponseWriter.WriteTruncated(query, packet, answer, output) : 0;
    }

    private void Log(in Query query, ReadOnlySpan<byte> address, in Answer answer, bool overTcp, int length, uint turn)
    {
        if (settings.LogEvery > 0 && turn % settings.LogEvery == 0)
        {
            log.Queried(new IPAddress(address), WireName.ToText(query.Name), query.Type, answer.Code, overTcp ? "tcp" : "udp", length);
        }
    }
}
