using System.CommandLine;
using Plane.Cli;
using Plane.Cli.Commands;

var globals = new GlobalOptions(TimeProvider.System);
var root = new RootCommand(
    $"""
    Plane runs session backends: one process per key, started when asked for and stopped when nobody is connected.

    Exit codes: {ExitCodes.Done} done, {ExitCodes.BackendFailed} the backend failed, {ExitCodes.Usage} usage, {ExitCodes.Unreachable} no controller, {ExitCodes.Refused} refused, {ExitCodes.NotFound} no such backend, {ExitCodes.Cancelled} Ctrl-C.
    """)
{
    ConnectCommand.Create(globals),
    StatusCommand.Create(globals),
    TerminateCommand.Create(globals),
    ListCommand.Create(globals),
    LogsCommand.Create(globals),
    ActivityCommand.Create(globals),
};
root.Options.Add(globals.Controller);
root.Options.Add(globals.Json);

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    // With the usage to standard error: whoever reads standard output waits for a result.
    await parsed.InvokeAsync(new InvocationConfiguration { Output = Console.Error });
    return ExitCodes.Usage;
}

using var interruption = new Interruption();
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, interruption.Token);

