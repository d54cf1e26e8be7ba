using System.CommandLine.Parsing;
using System.Globalization;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Domain.Backends;

namespace Plane.Cli.Output;

/// <summary>Statuses in a person's words.</summary>
internal static class StatusText
{
    /// <summary>What is going on while one waits.</summary>
    public static string Doing(BackendStatus status) => status switch
    {
        BackendStatus.Scheduled => "waiting for the drone",
        BackendStatus.Loading => "getting the image",
        BackendStatus.Starting => "starting the container",
        BackendStatus.Waiting => "waiting for the first answer",
        BackendStatus.Ready => "ready",
        BackendStatus.Terminating => "stopping",
        BackendStatus.HardTerminating => "being killed",
        _ => "ended",
    };

    /// <summary>For an option.</summary>
    public static BackendStatus? Parse(ArgumentResult result)
    {
        if (BackendStatusConverter.Instance.ValueOf(result.Tokens[0].Value) is { } status)
        {
            return status;
        }

        result.AddError($"'{result.Tokens[0].Value}' is no status; there are {string.Join(", ", Enum.GetValues<BackendStatus>().Select(Word))}.");
        return null;
    }

    public static string Word(BackendStatus status) => BackendStatusConverter.Instance.WordOf(status);

    /// <summary>One line for an ended backend: how and why.</summary>
    public static string End(StatusResponse status)
    {
        var parts = new List<string> { Word(status.Status) };
        if (status.TerminationReason is { } reason)
        {
            parts.Add($"reason {TerminationReasonConverter.Instance.WordOf(reason)}");
        }

        if (status.ExitCode is { } code)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"exit code {code}"));
        }

        if (status.Phase is { } phase)
        {
            parts.Add($"while {Word(phase)}");
        }

        return status.Error is { } error ? $"{string.Join(", ", parts)}: {error}" : string.Join(", ", parts);
    }

    /// <summary>Local time of day of a status.</summary>
    public static string Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
