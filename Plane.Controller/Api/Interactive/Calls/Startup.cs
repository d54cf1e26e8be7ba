using System.Globalization;
using NATS.Client.Core;
using Plane.Contracts.Drones;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Controller.Api.Control;
using Plane.Controller.Api.Interactive.Protocol;
using Plane.Controller.Api.Statuses;
using Plane.Controller.Connect;
using Plane.Controller.Lifecycle;
using Plane.Domain.Backends;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.Controller.Api.Interactive.Calls;

/// <summary>
/// Gets or starts a backend and tells how it goes: pull progress, each status, and at last the URL. Called off before the backend is ready, it ends what it
/// began, and says so only when that is gone.
/// </summary>
internal sealed class Startup(Connector connector, StatusFeed feed, LiveView<BackendRecord> records, Terminations terminations, JetStream jetStream, TimeProvider clock)
{
    private const int OrderTries = 5;
    private static readonly TimeSpan OrderAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(30);
    private static readonly NatsSubOpts Newest = new() { ChannelOpts = new NatsSubChannelOpts { Capacity = 1, FullMode = System.Threading.Channels.BoundedChannelFullMode.DropOldest } };

    public async Task<CallOutcome> RunAsync(ConnectOrder order, CallContext context, CancellationToken cancel)
    {
        // Once begun an acquisition runs to its end whoever leaves: it is waited for, so that what it began can be ended.
        var outcome = await connector.ConnectAsync(order, CancellationToken.None);
        if (outcome.Connected is not { } connected)
        {
            return CallOutcome.Failed(outcome.Fault!.Message);
        }

        try
        {
            return await TellAsync(connected, context, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested && connected.Spawned)
        {
            return await EndAsync(connected.Record);
        }
    }

    private async Task<CallOutcome> TellAsync(Connected connected, CallContext context, CancellationToken cancel)
    {
        var response = ConnectResponses.Of(connected, context.Address);
        using var loading = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var pull = TellPullAsync(connected.Record, context, loading.Token);
        try
        {
            await foreach (var entry in feed.FollowAsync(connected.Record.Backend, cluster: null, told: null, StatusFeed.NoKeepAlive, cancel))
            {
                if (entry?.Value.Status > BackendStatus.Loading)
                {
                    await loading.CancelAsync();
                    await pull.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                if (entry is not null && await TellAsync(entry, response, context, cancel) is { } outcome)
                {
                    return outcome;
                }
            }
        }
        finally
        {
            await loading.CancelAsync();
            await pull.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        throw new InvalidOperationException("A feed of statuses ended before its backend.");
    }

    /// <returns>Null while it is on its way.</returns>
    private static async Task<CallOutcome?> TellAsync(Versioned<BackendRecord> entry, ConnectResponse response, CallContext context, CancellationToken cancel)
    {
        var status = entry.Value.Status;
        await context.Output.LineAsync(BackendStatusConverter.Instance.WordOf(status), cancel);
        if (status == BackendStatus.Ready)
        {
            await context.Output.LineAsync(response.Url, cancel);
            return CallOutcome.With(response with { Status = status }, HttpJson.Default.ConnectResponse);
        }

        return status == BackendStatus.Terminated ? CallOutcome.Failed($"backend {response.BackendId} has ended: {WhyOf(entry.Value)}") : null;
    }

    private static string WhyOf(BackendRecord record) =>
        record.Failure?.Message
        ?? (record.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"exit code {code}") : null)
        ?? (record.Reason is { } reason ? TerminationReasonConverter.Instance.WordOf(reason) : "nobody knows why");

    private async Task TellPullAsync(BackendRecord record, CallContext context, CancellationToken token)
    {
        var updates = jetStream.Connection.SubscribeAsync(
            Subjects.Progress(record.Cluster, record.Backend), serializer: RawJson<ProgressUpdate>.Of(StateJson.Default.ProgressUpdate), opts: Newest, cancellationToken: token);
        await foreach (var update in updates)
        {
            if (update.Data is { } progress)
            {
                await context.Output.LineAsync($"pulling: {PullText.Of(progress.Text, progress.Current, progress.Total)}", token);
            }
        }
    }

    private async Task<CallOutcome> EndAsync(BackendRecord record)
    {
        var isOrdered = false;
        for (var i = 0; i < OrderTries && !isOrdered; i++)
        {
            await (i == 0 ? Task.CompletedTask : Task.Delay(OrderAgain, clock, CancellationToken.None));
            isOrdered = await terminations.RequestAsync(record, TerminationKind.Hard, CancellationToken.None);
        }

        using var limit = new CancellationTokenSource(EndLimit, clock);
        var ended = records.EndedAsync(record.Backend, limit.Token);
        await ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ended.IsCompletedSuccessfully ? CallOutcome.Cancelled
            : CallOutcome.Failed(isOrdered ? $"cancelled; backend {record.Backend} has been told to end and has not ended yet" : $"cancelled; NATS does not answer, and backend {record.Backend} may run on");
    }
}
