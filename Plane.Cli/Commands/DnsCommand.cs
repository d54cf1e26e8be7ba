using System.CommandLine;
using System.Text.Json.Nodes;
using Makaretu.Dns;
using Plane.Cli.Dns;
using Plane.Cli.Output;

namespace Plane.Cli.Commands;

/// <summary><c>plane dns query</c>: what Plane's DNS server answers, and which record of the state that comes from.</summary>
internal static class DnsCommand
{
    private static readonly string[] Types = ["A", "AAAA", "ANY", "CAA", "CNAME", "MX", "NS", "SOA", "TXT"];

    public static Command Create(GlobalOptions globals)
    {
        var name = new Argument<string>("name") { Description = "The name to ask for." };
        var type = new Argument<string>("type") { Description = $"Kind of record: {string.Join(", ", Types)}.", DefaultValueFactory = static _ => "A" };
        type.AcceptOnlyFromAmong([.. Types, .. Types.Select(static one => one.ToLowerInvariant())]);
        var server = DnsOptions.Server();
        var tcp = new Option<bool>("--tcp") { Description = "Ask over TCP at once." };
        var query = new Command("query", "Ask Plane's DNS server for a name, and which record of the state its answer comes from.") { name, type, server, tcp };
        query.SetAction((parsed, token) => globals.RunAsync(
            parsed,
            (context, stop) => RunAsync(
                context.Screen, new DnsClient(parsed.GetRequiredValue(server), globals.Time), parsed.GetRequiredValue(name), parsed.GetRequiredValue(type), parsed.GetValue(tcp), stop),
            token));
        return new Command("dns", "Look at what Plane's DNS server says.") { query };
    }

    private static async Task<int> RunAsync(Screen screen, DnsClient client, string name, string type, bool overTcp, CancellationToken token)
    {
        if (!Enum.TryParse<DnsType>(type, ignoreCase: true, out var kind))
        {
            kind = RecordText.Caa;
        }

        var answer = await client.AskAsync(Dns.Question.Of(name, kind), overTcp, token);
        if (screen.Json)
        {
            screen.Line(JsonOf(name, type, answer).ToJsonString());
        }
        else
        {
            Show(screen, answer);
        }

        return answer.Status switch
        {
            MessageStatus.NoError => answer.Answers.Count > 0 ? ExitCodes.Done : ExitCodes.NotFound,
            MessageStatus.NameError => ExitCodes.NotFound,
            _ => ExitCodes.Refused,
        };
    }

    private static void Show(Screen screen, Message answer)
    {
        foreach (var record in answer.Answers)
        {
            screen.Line(RecordText.Of(record));
        }

        screen.Aside($"{RcodeOf(answer)}{(answer.AA ? ", authoritative" : "")}{(answer.Answers.Count == 0 ? ", no such record" : "")}");
        foreach (var record in answer.AuthorityRecords.Concat(answer.AdditionalRecords).Where(static record => record is not OPTRecord))
        {
            screen.Aside(RecordText.Of(record));
        }

        screen.Aside(Dns.Question.ExplanationOf(answer) ?? "The server does not say where this comes from: it does so to clients on its own machine only.");
    }

    private static JsonObject JsonOf(string name, string type, Message answer) => new()
    {
        ["name"] = name,
        ["type"] = type.ToUpperInvariant(),
        ["status"] = RcodeOf(answer),
        ["authoritative"] = answer.AA,
        ["answers"] = new JsonArray([.. answer.Answers.Select(static record => (JsonNode)RecordText.Of(record))]),
        ["authority"] = new JsonArray([.. answer.AuthorityRecords.Select(static record => (JsonNode)RecordText.Of(record))]),
        ["explanation"] = Dns.Question.ExplanationOf(answer),
    };

    /// <summary>As dig writes them.</summary>
    private static string RcodeOf(Message answer) => answer.Status switch
    {
        MessageStatus.NoError => "NOERROR",
        MessageStatus.NameError => "NXDOMAIN",
        MessageStatus.ServerFailure => "SERVFAIL",
        MessageStatus.FormatError => "FORMERR",
        MessageStatus.NotImplemented => "NOTIMP",
        MessageStatus.Refused => "REFUSED",
        _ => answer.Status.ToString(),
    };
}
