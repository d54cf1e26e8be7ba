using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Plane.Cli.Interactive;
using Plane.Cli.Output;
using Plane.Contracts.Interactive;

namespace Plane.Cli.Commands;

/// <summary><c>plane exec</c>: runs a program inside a backend. On a terminal the program gets one too, and every key.</summary>
internal static partial class ExecCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var backend = new Argument<string>("backend") { Description = "Backend id." };
        var program = new Argument<string[]>("program") { Description = "Program and arguments, after --.", Arity = ArgumentArity.OneOrMore };
        var plain = new Option<bool>("--plain") { Description = "No terminal for the program, even where there is one here." };
        var token = TokenOption.Create();
        var command = new Command("exec", "Run a program inside a backend; its exit code becomes this one's.") { backend, program, plain, token };
        command.SetAction((parsed, stop) => globals.RunAsync(
            parsed,
            async (context, stopping) =>
            {
                using var socket = await CallSocket.OpenAsync(parsed.GetRequiredValue(globals.Controller), parsed.GetValue(token), stopping);
                string[] parameters = [parsed.GetRequiredValue(backend), .. parsed.GetRequiredValue(program)];
                return await RunAsync(context.Screen, socket, parameters, parsed.GetValue(plain), stopping);
            },
            stop));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, CallSocket socket, string[] parameters, bool isPlain, CancellationToken stop)
    {
        await using var output = Console.OpenStandardOutput();
        string? refusal = null;
        string? reason;
        using (var raw = isPlain || Console.IsOutputRedirected ? null : RawTerminal.Enter())
        {
            var call = new CallMessage { Call = "exec", Params = parameters, Terminal = raw is null ? null : RawTerminal.Size };
            reason = await InteractiveCall.RunAsync(socket, call, text => output.WriteAsync(text).AsTask(), BesideAsync, stop);

            async Task BesideAsync(CancellationToken over)
            {
                try
                {
                    await Task.WhenAll(StandardInput.SendAsync(socket, over), raw is null ? Task.CompletedTask : SendSizesAsync(socket, over));
                }
                catch (CallRefusedException exception)
                {
                    refusal = exception.Message;
                    await socket.SignalAsync(new SignalMessage("cancel"), over);
                }
            }
        }

        if (refusal is not null)
        {
            throw new CallRefusedException(refusal);
        }

        stop.ThrowIfCancellationRequested();
        return CodeOf(reason) ?? throw new CallRefusedException(reason!);
    }

    /// <summary>Each time the window changes.</summary>
    private static async Task SendSizesAsync(CallSocket socket, CancellationToken token)
    {
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => changes.Writer.TryWrite(true));
        await foreach (var _ in changes.Reader.ReadAllAsync(token))
        {
            await socket.SignalAsync(new SignalMessage("resize", RawTerminal.Size), token);
        }
    }

    /// <returns>The program's exit code; null where it is not that which failed.</returns>
    private static int? CodeOf(string? reason) =>
        reason is null ? ExitCodes.Done : ExitCode().Match(reason) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^the program ended with exit code (\d{1,3})$")]
    private static partial Regex ExitCode();
}
