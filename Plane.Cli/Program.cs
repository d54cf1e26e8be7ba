using System.CommandLine;
using Plane.Cli;

var parsed = CommandLine.Create(TimeProvider.System).Parse(args);
if (parsed.Errors.Count > 0)
{
    // With the usage to standard error: whoever reads standard output waits for a result.
    await parsed.InvokeAsync(new InvocationConfiguration { Output = Console.Error });
    return ExitCodes.Usage;
}

using var interruption = new Interruption();
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, interruption.Token);
