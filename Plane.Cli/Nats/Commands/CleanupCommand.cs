using System.CommandLine;
using System.Globalization;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.Cli.Nats.Commands;

/// <summary><c>plane --nats URL cleanup</c>: what controllers do by themselves once a record is old enough (RetentionHours), now.</summary>
internal static class CleanupCommand
{
    /// <summary>So long its end may still be on its way to those who follow it.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <summary>So long a backend may take to become ready.</summary>
    private static readonly TimeSpan Stuck = TimeSpan.FromHours(24);

    public static Command Create(NatsOptions globals, TimeProvider time)
    {
        var cluster = NamedArguments.ClusterOnly();
        var stuck = new Option<bool>("--include-missing-state") { Description = "Also mark as lost what has not become ready for 24 hours and whose key nobody holds." };
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would go." };
        var command = new Command("cleanup", "Remove the records of ended backends.") { cluster, stuck, dry };
        command.SetAction((parsed, token) => globals.RunAsync(
            parsed, (context, stop) => RunAsync(context, time, parsed.GetValue(cluster), parsed.GetValue(stuck), parsed.GetValue(dry), stop), token));
        return command;
    }

    private static async Task<int> RunAsync(NatsContext context, TimeProvider time, ClusterName? cluster, bool stuck, bool dry, CancellationToken token)
    {
        var (removed, lost) = (0, 0);
        foreach (var entry in await context.State.Records.ListAsync(OpenState.KeysOf(cluster), token))
        {
            var age = time.GetUtcNow() - entry.Created;
            if (entry.Value.Status == BackendStatus.Terminated)
            {
                removed += age > Fresh && await RemoveAsync(context, entry, dry, token) ? 1 : 0;
            }
            else if (stuck && entry.Value.Status.IsComing() && age > Stuck)
            {
                lost += await LoseAsync(context, entry, dry, token) ? 1 : 0;
            }
        }

        var would = dry ? "would be " : "";
        context.Screen.Note(string.Create(CultureInfo.InvariantCulture, $"{removed} {would}removed, {lost} {would}marked as lost."));
        return ExitCodes.Done;
    }

    private static async Task<bool> RemoveAsync(NatsContext context, Versioned<BackendRecord> entry, bool dry, CancellationToken token)
    {
        if (!dry && !(await context.State.Ended.ForgetAsync(entry.Value, entry.Revision, token)).IsStored)
        {
            return false;
        }

        context.Screen.Line($"{entry.Value.Backend}\t{entry.Value.Cluster}\tremoved");
        return true;
    }

    private static async Task<bool> LoseAsync(NatsContext context, Versioned<BackendRecord> entry, bool dry, CancellationToken token)
    {
        var mark = dry ? await LostMark.CheckAsync(context.State, entry.Value, token) : await LostMark.SetAsync(context.State, entry, token);
        if (mark is not null)
        {
            return false;
        }

        context.Screen.Line($"{entry.Value.Backend}\t{entry.Value.Cluster}\tlost");
        return true;
    }
}
