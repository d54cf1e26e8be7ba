using System.CommandLine;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using NATS.Client.Core;
using NATS.Client.JetStream;
using Plane.Cli.Output;
using Plane.Contracts.Nats;

namespace Plane.Cli.Nats;

/// <summary>Options that every command over NATS has, and what they all do about errors.</summary>
/// <param name="name">Of the option that says where NATS is.</param>
internal sealed class NatsOptions(string name)
{
    private const int StreamNotFound = 10059;

    private readonly Option<string> _url = new(name)
    {
        Description = "Where NATS answers: nats://[user:password@|token@]host[:port], tls://…, several by comma. Port 4222 where none is named.",
        HelpName = "url",
        Recursive = true,
        Required = true,
    };

    private readonly Option<string?> _ca = new("--nats-ca") { Description = "PEM file of the authorities to trust for TLS, instead of the machine's.", HelpName = "file", Recursive = true };
    private readonly Option<string?> _cert = new("--nats-cert") { Description = "PEM file of the certificate to show to NATS. Goes with --nats-key.", HelpName = "file", Recursive = true };
    private readonly Option<string?> _key = new("--nats-key") { Description = "PEM file of its private key.", HelpName = "file", Recursive = true };
    private readonly Option<bool> _json = new("--json") { Description = "Results as JSON on standard output, one document a line, nothing else.", Recursive = true };

    public void AddTo(RootCommand root)
    {
        foreach (var option in new Option[] { _url, _ca, _cert, _key, _json })
        {
            root.Options.Add(option);
        }
    }

    /// <summary>Runs a command; turns what can go wrong into a line on standard error and an exit code.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<NatsContext, CancellationToken, Task<int>> command, CancellationToken token)
    {
        var screen = Screen.OfProcess(parsed.GetValue(_json));
        var url = parsed.GetRequiredValue(_url);
        try
        {
            await using var connection = new NatsConnection(OptsOf(parsed, url));
            await connection.ConnectAsync().AsTask().WaitAsync(token);
            return await command(new NatsContext(connection, screen), token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return ExitCodes.Cancelled;
        }
        catch (Exception exception) when (CodeOf(exception) is { } code)
        {
            screen.Error(TextOf(exception, HostsOf(url)));
            return code;
        }
    }

    private NatsOpts OptsOf(ParseResult parsed, string url)
    {
        var (cert, key) = (parsed.GetValue(_cert), parsed.GetValue(_key));
        if (cert is null != key is null)
        {
            throw new FileNotFoundException("--nats-cert and --nats-key go together.");
        }

        foreach (var file in new[] { parsed.GetValue(_ca), cert, key }.Where(static file => file is not null && !File.Exists(file)))
        {
            throw new FileNotFoundException($"There is no file {file}.");
        }

        return new NatsOpts
        {
            Url = url,
            Name = "plane command line",
            InboxPrefix = Inboxes.Cli,
            TlsOpts = NatsTlsOpts.Default with { CaFile = parsed.GetValue(_ca), CertFile = cert, KeyFile = key },
        };
    }

    private static int? CodeOf(Exception exception) => exception switch
    {
        FileNotFoundException => ExitCodes.Usage,
        RequestRefusedException or NatsServerException => ExitCodes.Refused,
        NatsException { InnerException: NatsServerException } => ExitCodes.Refused,
        NatsException or SocketException or AuthenticationException or IOException or JsonException => ExitCodes.Unreachable,
        _ => null,
    };

    private static string TextOf(Exception exception, string hosts) => exception switch
    {
        NatsNoRespondersException or NatsNoReplyException => $"No controller answers on the NATS at {hosts}. Is one running, and may these credentials ask it?",
        NatsJSApiException { Error.ErrCode: StreamNotFound } => $"The NATS at {hosts} has no state of Plane's. Has a controller ever run there?",
        RequestRefusedException or FileNotFoundException => exception.Message,
        JsonException => $"What answers on the NATS at {hosts} is no controller of this version: {exception.Message.TrimEnd('.')}.",
        NatsException { InnerException: { } inner } => $"No NATS to work with at {hosts}: {inner.Message.TrimEnd('.')}.",
        _ => $"NATS at {hosts}: {exception.Message.TrimEnd('.')}.",
    };

    /// <summary>Without what the URL has of credentials.</summary>
    private static string HostsOf(string urls) => string.Join(',', urls.Split(',').Select(static url => url[(Math.Max(url.LastIndexOf('@'), url.LastIndexOf('/')) + 1)..]));
}
