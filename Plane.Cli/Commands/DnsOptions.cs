using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;

namespace Plane.Cli.Commands;

/// <summary>Which DNS server is asked.</summary>
internal static class DnsOptions
{
    private const string EnvironmentName = "PLANE_DNS";
    private const string Default = "127.0.0.1:5300";
    private const int DnsPort = 53;

    public static Option<IPEndPoint> Server() => new("--server")
    {
        Description = $"Address and port of Plane's DNS server. Default: ${EnvironmentName}, else {Default}, where ./run has it.",
        HelpName = "address:port",
        CustomParser = static result => Parse(result.Tokens[0].Value, result, ""),
        DefaultValueFactory = static result => Environment.GetEnvironmentVariable(EnvironmentName) is { Length: > 0 } text ? Parse(text, result, $" (from {EnvironmentName})")! : IPEndPoint.Parse(Default),
    };

    private static IPEndPoint? Parse(string text, ArgumentResult result, string source)
    {
        if (IPEndPoint.TryParse(text, out var server))
        {
            return server.Port == 0 ? new IPEndPoint(server.Address, DnsPort) : server;
        }

        result.AddError($"'{text}' is not an IP address with an optional port{source}.");
        return null;
    }
}
