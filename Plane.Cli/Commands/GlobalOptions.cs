using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Plane.Cli.Dns;
using Plane.Cli.Interactive;
using Plane.Cli.Output;
using Plane.Client;
using Plane.Contracts.Http;

namespace Plane.Cli.Commands;

/// <summary>Options that every command has, and what they all do about errors.</summary>
internal sealed class GlobalOptions(TimeProvider time)
{
    private const string EnvironmentName = "PLANE_CONTROLLER";
    private const string DefaultAddress = "http://localhost:8080";

    /// <summary>For how long a broken stream is tried to be taken up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What "now" is.</summary>
    public TimeProvider Time => time;

    public Option<Uri> Controller { get; } = new("--controller")
    {
        Description = $"Where the controller answers. Default: ${EnvironmentName}, else {DefaultAddress}. A user name in it is sent as bearer token.",
        HelpName = "url",
        Recursive = true,
        CustomParser = ParseAddress,
        DefaultValueFactory = static result => Environment.GetEnvironmentVariable(EnvironmentName) is { Length: > 0 } url ? AddressOf(url, result, $" (from {EnvironmentName})")! : new Uri(DefaultAddress),
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Results as JSON on standard output, nothing else.", Recursive = true };

    /// <summary>Runs a command; turns what can go wrong into a line on standard error and an exit code.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<CommandContext, CancellationToken, Task<int>> command, CancellationToken token)
    {
        var screen = Screen.OfProcess(parsed.GetValue(Json));
        using var controller = new PlaneClient(parsed.GetRequiredValue(Controller), new PlaneClientOptions { Time = time, StreamPatience = Patience });
        try
        {
            return await command(new CommandContext(controller, screen), token);
        }
        catch (PlaneApiException error)
        {
            screen.Error($"{error.Message} ({error.Kind}, HTTP {(int)error.Status}, error id {error.Id})");
            return error.Kind == ErrorKind.NotFound ? ExitCodes.NotFound : ExitCodes.Refused;
        }
        catch (UnexpectedAnswerException answer)
        {
            screen.Error(answer.Message);
            return answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? ExitCodes.Refused : ExitCodes.Unreachable;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            screen.Error($"No controller answers at {controller.Controller}: {exception.Message.TrimEnd('.')}. Is it running (./run), or is --controller wrong?");
            return ExitCodes.Unreachable;
        }
        catch (CallRefusedException refused)
        {
            screen.Error(refused.Message);
            return refused.Message.StartsWith("there is no backend", StringComparison.Ordinal) ? ExitCodes.NotFound : ExitCodes.Refused;
        }
        catch (DnsSilentException silent)
        {
            screen.Error(silent.Message);
            return ExitCodes.Unreachable;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return ExitCodes.Cancelled;
        }
    }

    /// <summary>An http or https URL; anything else is an error of the command line.</summary>
    public static Uri? ParseAddress(ArgumentResult result) => AddressOf(result.Tokens[0].Value, result, "");

    private static Uri? AddressOf(string text, ArgumentResult result, string source)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        result.AddError($"'{text}' is not an http or https URL{source}.");
        return null;
    }
}
