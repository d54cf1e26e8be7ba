using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Plane.Cli.Controller;
using Plane.Cli.Output;

namespace Plane.Cli.Commands;

/// <summary>Options that every command has, and what they all do about errors.</summary>
internal sealed class GlobalOptions
{
    private const string EnvironmentName = "PLANE_CONTROLLER";
    private const string DefaultAddress = "http://localhost:8080";

    public Option<Uri> Controller { get; } = new("--controller")
    {
        Description = $"Where the controller answers. Default: ${EnvironmentName}, else {DefaultAddress}. A user name in it is sent as bearer token.",
        HelpName = "url",
        Recursive = true,
        CustomParser = ParseAddress,
        DefaultValueFactory = _ => new Uri(Environment.GetEnvironmentVariable(EnvironmentName) is { Length: > 0 } url ? url : DefaultAddress),
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Results as JSON on standard output, nothing else.", Recursive = true };

    /// <summary>Runs a command; turns what can go wrong into a line on standard error and an exit code.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<CommandContext, CancellationToken, Task<int>> command, CancellationToken token)
    {
        var screen = Screen.OfProcess(parsed.GetValue(Json));
        using var controller = new ControllerClient(parsed.GetRequiredValue(Controller));
        try
        {
            return await command(new CommandContext(controller, screen), token);
        }
        catch (ControllerException exception)
        {
            screen.Error(exception.Error is { } error ? $"{error.Message} ({error.Kind}, HTTP {(int)exception.Status}, error id {error.Id})" : exception.Message);
            return exception.Status == HttpStatusCode.NotFound ? ExitCodes.NotFound : ExitCodes.Refused;
        }
        catch (HttpRequestException exception)
        {
            screen.Error($"No controller answers at {controller.Address}: {exception.Message}. Is it running (./run), or is --controller wrong?");
            return ExitCodes.Unreachable;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return ExitCodes.Cancelled;
        }
    }

    private static Uri? ParseAddress(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        result.AddError($"'{text}' is not an http or https URL.");
        return null;
    }
}
