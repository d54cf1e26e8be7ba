using System.Reflection;
using Microsoft.AspNetCore.Builder;

namespace Plane.ServiceDefaults.Configuration;

/// <summary>From the command line to a running program.</summary>
public static class PlaneProgram
{
    /// <summary>Runs it to its end, or prints its configuration. Wrong settings are told on standard error: exit code 1.</summary>
    public static async Task<int> RunAsync(ProgramKind program, Assembly assembly, string[] args, Func<string[], WebApplication> build)
    {
        try
        {
            var arguments = ProgramArguments.Parse(args);
            if (arguments.DumpConfig)
            {
                return await DumpAsync(program, assembly, arguments);
            }

            await using var app = build(args);
            await app.RunAsync();
            return 0;
        }
        catch (SettingsException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static async Task<int> DumpAsync(ProgramKind program, Assembly assembly, ProgramArguments arguments)
    {
        var configuration = WebApplication.CreateBuilder([.. arguments.Rest]).Configuration;
        var (json, settings) = PlaneConfiguration.Describe(configuration, program, arguments, assembly);
        await Console.Out.WriteLineAsync(json);
        foreach (var line in settings.Faults.Concat(settings.Warnings))
        {
            await Console.Error.WriteLineAsync(line);
        }

        return settings.Faults.IsEmpty ? 0 : 1;
    }
}
