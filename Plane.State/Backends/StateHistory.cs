using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.State.Backends;

/// <summary>
/// The stream <c>backend_status</c>, which follows the records: whoever writes a record, or finds one ahead of what the stream tells, publishes the states
/// that are missing, each onto exactly the message that was the last. So it does not matter how many do, or how often, or whose acknowledgements are lost.
/// </summary>
public sealed class StateHistory(JetStream jetStream, BackendsStore records, ILogger<StateHistory> log)
{
    private const string RevisionHeader = "Plane-Record-Revision";
    private const int Tries = 5;

    /// <summary>States that the stream is about to let go of, or has: nobody is told them again.</summary>
    private static readonly TimeSpan Repeatable = PlaneBuckets.StatesKept - TimeSpan.FromHours(1);

    /// <summary>Brings the stream up to a record as it stood at a revision.</summary>
    /// <returns>False where the store did not answer, or others wrote all the time: to be repeated.</returns>
    public async Task<bool> CatchUpAsync(BackendRecord record, ulong revision, CancellationToken token)
    {
        try
        {
            for (var i = 0; i < Tries; i++)
            {
                var last = await LastAsync(record.Backend, token);
                var missing = ToldState.MissingOf(record, revision, last);
                if (missing.IsEmpty || await PublishAsync(record, await DatedAsync(record, revision, missing, token), last?.Sequence ?? 0, token))
                {
                    return true;
                }
            }
        }
        catch (NatsException exception)
        {
            log.NotCaughtUp(exception, record.Backend);
        }
        catch (OperationCanceledException exception) when (!token.IsCancellationRequested)
        {
            log.NotCaughtUp(exception, record.Backend);
        }

        return false;
    }

    private async ValueTask<ToldState?> LastAsync(BackendId backend, CancellationToken token)
    {
        var stream = await jetStream.StreamAsync(PlaneBuckets.StatusStream, token);
        if (await stream.FindAsync(new StreamMsgGetRequest { LastBySubj = Subjects.Status(backend) }, token) is not { } message)
        {
            return null;
        }

        _ = ulong.TryParse(StoredHeaders.Find(message.Hdrs, RevisionHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var revision);
        return new ToldState(message.Seq, ForeignJson.Read(message.Data.Span, NatsJson.Default.BackendStateMessage)?.State, revision);
    }

    /// <summary>Since when the backend was in each of the states, and by which revision; without those that are too old to be told.</summary>
    private async ValueTask<ImmutableArray<Dated>> DatedAsync(
        BackendRecord record, ulong revision, ImmutableArray<(BackendState State, BackendStatus Since)> missing, CancellationToken token)
    {
        if (missing is [var only] && only.Since == record.Status && await records.TimeOfAsync(revision, token) is { } written)
        {
            return [new Dated(only.State, written, revision)];
        }

        var history = (await records.HistoryAsync(record.Cluster, record.Backend, token)).Where(entry => entry.Revision <= revision).ToList();
        if (history.Count == 0)
        {
            return [];
        }

        var dated = missing.Select(one => (one.State, Entry: history.FirstOrDefault(entry => entry.Value.Status >= one.Since) ?? history[^1]));
        return [.. dated.Where(one => history[^1].Created - one.Entry.Created < Repeatable).Select(static one => new Dated(one.State, one.Entry.Created, one.Entry.Revision))];
    }

    /// <returns>False where the last message was not the last any more, or an acknowledgement is missing: to be looked at anew.</returns>
    private async ValueTask<bool> PublishAsync(BackendRecord record, ImmutableArray<Dated> states, ulong last, CancellationToken token)
    {
        foreach (var (state, time, revision) in states)
        {
            var message = JsonSerializer.SerializeToUtf8Bytes(new BackendStateMessage(record.Cluster, state, record.Backend, time), NatsJson.Default.BackendStateMessage);
            var written = await jetStream.WriteAsync(
                Subjects.Status(record.Backend),
                message,
                new NatsJSPubOpts { ExpectedLastSubjectSequence = last },
                new NatsHeaders { [RevisionHeader] = revision.ToString(CultureInfo.InvariantCulture) },
                PlaneBuckets.StatusStream,
                log,
                token);
            if (!written.IsStored)
            {
                return false;
            }

            last = written.Revision;
        }

        return true;
    }

    private readonly record struct Dated(BackendState State, DateTimeOffset Time, ulong Revision);
}
