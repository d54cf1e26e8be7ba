using System.CommandLine;
using Plane.Cli;
using Plane.Cli.Nats;

var root = NatsCommandLine.IsMeantBy(args) ? NatsCommandLine.Create(TimeProvider.System) : CommandLine.Create(TimeProvider.System);
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    // With the usage to standard error: whoever reads standard output waits for a result.
    await parsed.InvokeAsync(new InvocationConfiguration { Output = Console.Error });
    return ExitCodes.Usage;
}

using var interruption = new Interruption();
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, interruption.Token);
