using System.CommandLine;
using Plane.Cli.Nats.Commands;

namespace Plane.Cli.Nats;

/// <summary>Everything that can be typed after <c>plane --nats URL</c>: for those who reach NATS and no controller's listener, and for what only the state itself can tell.</summary>
internal static class NatsCommandLine
{
    private const string Name = "--nats";

    /// <summary>Whether a command line is one of these.</summary>
    public static bool IsMeantBy(IEnumerable<string> arguments) =>
        arguments.TakeWhile(static argument => argument != "--").Any(static argument => argument == Name || argument.StartsWith(Name + "=", StringComparison.Ordinal));

    public static RootCommand Create(TimeProvider time)
    {
        var globals = new NatsOptions(Name);
        var root = new RootCommand(
            $"""
            Plane over NATS: requests that any controller answers, and the state as it is kept there.

            Exit codes: {ExitCodes.Done} done, {ExitCodes.Usage} usage, {ExitCodes.Unreachable} no NATS or no controller, {ExitCodes.Refused} refused, {ExitCodes.NotFound} no such backend, {ExitCodes.Cancelled} Ctrl-C.
            """)
        {
            SpawnCommand.Create(globals),
            StatusCommand.Create(globals),
            TerminateCommand.Create(globals),
            DrainCommand.Create(globals),
            ListDronesCommand.Create(globals),
            ListBackendsCommand.Create(globals),
            StreamStateCommand.Create(globals),
            CleanupCommand.Create(globals, time),
            MarkBackendLostCommand.Create(globals),
            TailLogsCommand.Create(globals),
        };
        globals.AddTo(root);
        return root;
    }
}
