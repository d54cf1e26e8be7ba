using System.CommandLine;
using Plane.Cli.Commands;

namespace Plane.Cli;

/// <summary>Everything that can be typed.</summary>
internal static class CommandLine
{
    public static RootCommand Create(TimeProvider time)
    {
        var globals = new GlobalOptions(time);
        var root = new RootCommand(
            $"""
            Plane runs session backends: one process per key, started when asked for and stopped when nobody is connected.

            Over NATS instead: plane --nats URL --help.

            Exit codes: {ExitCodes.Done} done, {ExitCodes.BackendFailed} the backend failed, {ExitCodes.Usage} usage, {ExitCodes.Unreachable} no controller, {ExitCodes.Refused} refused, {ExitCodes.NotFound} no such backend, key or drone, {ExitCodes.Cancelled} Ctrl-C.
            """)
        {
            ConnectCommand.Create(globals),
            KeyCommand.Create(globals),
            ListCommand.Create(globals),
            StatusCommand.Create(globals),
            BackendStatusCommand.Create(globals),
            LogsCommand.Create(globals),
            ExecCommand.Create(globals),
            ActivityCommand.Create(globals),
            MetricsCommand.Create(globals),
            TerminateCommand.Create(globals),
            PreventRenewalCommand.Create(globals),
            RevokeCommand.Create(globals),
            ClusterStateCommand.Create(globals),
            CertsCommand.Create(globals),
            DrainCommand.Drain(globals),
            DrainCommand.Undrain(globals),
            PrefetchCommand.Create(globals),
            PullCommand.Create(globals),
            DnsCommand.Create(globals),
            CurlCommand.Create(globals),
        };
        root.Options.Add(globals.Controller);
        root.Options.Add(globals.Json);
        return root;
    }
}
