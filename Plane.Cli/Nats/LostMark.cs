using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.State.Buckets;

namespace Plane.Cli.Nats;

/// <summary>Declares a backend lost on the operator's word, where that cannot make two of one: nobody holds its key for it.</summary>
internal static class LostMark
{
    /// <returns>Why it must not be marked; null where it may.</returns>
    public static async Task<string?> CheckAsync(OpenState state, BackendRecord record, CancellationToken token) => record.Status == BackendStatus.Terminated
        ? $"Backend {record.Backend} has ended."
        : await state.Keys.IsHeldByAsync(record.KeyNamespace, record.KeyName, record.Backend, token) switch
        {
            true => $"Drone {record.Drone} holds the key of backend {record.Backend}: it lives. To stop it: plane --nats URL terminate {record.Cluster} {record.Backend}",
            null => "The store did not answer in time.",
            false => null,
        };

    /// <summary>The controllers tell those who follow its states.</summary>
    /// <returns>Why it was not marked; null where it was.</returns>
    public static async Task<string?> SetAsync(OpenState state, Versioned<BackendRecord> entry, CancellationToken token)
    {
        if (await CheckAsync(state, entry.Value, token) is { } fault)
        {
            return fault;
        }

        var written = await state.Backends.UpdateAsync(entry.Value.Ended(TerminationReason.Lost, failure: null), entry.Revision, token);
        return written.Result switch
        {
            WriteResult.Stored => null,
            WriteResult.Conflict => $"Backend {entry.Value.Backend} changed meanwhile: somebody else writes its record.",
            _ => "The store did not answer in time; it may or may not be marked.",
        };
    }
}
