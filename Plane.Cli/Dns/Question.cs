using System.Security.Cryptography;
using System.Text;
using Makaretu.Dns;

namespace Plane.Cli.Dns;

/// <summary>A question to Plane's own server, which is asked to explain its answer.</summary>
internal static class Question
{
    /// <summary>Plane's own option, of the range for local use (RFC 6891 §9); the server answers it to clients on its own machine.</summary>
    private const EdnsOptionType Explain = (EdnsOptionType)65001;

    /// <summary>RFC 8914.</summary>
    private const EdnsOptionType ExtendedError = (EdnsOptionType)15;

    private const ushort Payload = 1232;

    public static Message Of(string name, DnsType type)
    {
        var question = new Message { Id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1), Opcode = MessageOperation.Query };
        question.Questions.Add(new Makaretu.Dns.Question { Name = new DomainName(name), Type = type, Class = DnsClass.IN });
        question.AdditionalRecords.Add(new OPTRecord { RequestorPayloadSize = Payload, Options = { new UnknownEdnsOption { Type = Explain, Data = [] } } });
        return question;
    }

    /// <summary>Where the answer comes from; null where the server does not say.</summary>
    public static string? ExplanationOf(Message answer)
    {
        var told = answer.AdditionalRecords.OfType<OPTRecord>().SelectMany(static record => record.Options).OfType<UnknownEdnsOption>().FirstOrDefault(static option => option.Type == ExtendedError);

        // The first two bytes are the code.
        return told is { Data.Length: > 2 } ? Encoding.UTF8.GetString(told.Data.AsSpan(2)) : null;
    }
}
