using System.Text.Json;
using NATS.Client.Core;
using Plane.Contracts.Json;
using Plane.Contracts.Records;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Statuses;
using Plane.Controller.Api.Streams;
using Plane.Domain.Backends;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Spawn;

/// <summary>
/// <c>GET /backend/{id}/status/stream</c> (NATS API §13): server-sent events, every state so far, then each that comes, without end. An unknown backend has an
/// empty stream, on which it appears should it ever come.
/// </summary>
internal sealed class StateStream(LiveView<BackendRecord> view, ServiceCatalog catalog, StateCourse course, EventStreams streams, TimeProvider clock, ErrorAnswers answers, ILogger<StateStream> log)
{
    private static readonly TimeSpan ReadAgain = TimeSpan.FromSeconds(1);

    public Task AnswerAsync(HttpContext context, string id) =>
        PathRules.FaultOf(id, cluster: null) is { } fault
            ? answers.WriteAsync(context, fault)
            : streams.AnswerAsync(context, writer => FollowAsync(writer, id, ToldOf(context.Request)));

    /// <summary>Anything but a state's name is ignored.</summary>
    private static BackendState? ToldOf(HttpRequest request) =>
        EventStreams.LastEventId(request) is { } name && Enum.GetNames<BackendState>().Contains(name) ? Enum.Parse<BackendState>(name) : null;

    private async Task FollowAsync(EventWriter writer, string id, BackendState? told)
    {
        await writer.BeginAsync(EventStreams.ContentType);
        while (true)
        {
            if (await NextAsync(id, told, writer.Token) is not { } seen)
            {
                await writer.WriteAsync(EventWriter.KeepAlive);
                continue;
            }

            try
            {
                told = await TellAsync(writer, seen, told);
            }
            catch (NatsException exception)
            {
                log.CourseUnread(exception, seen.Value.Backend);
                await Task.Delay(ReadAgain, clock, writer.Token);
            }
        }
    }

    /// <returns>Null after a time of silence.</returns>
    private async Task<Seen<BackendRecord>?> NextAsync(string id, BackendState? told, CancellationToken token)
    {
        try
        {
            return await view.WaitAsync(id, seen => seen?.Value.Cluster == catalog.Cluster && StateCourse.LastOf(seen!.Value) is { } last && (told is null || last > told), streams.KeepAlive, token);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task<BackendState?> TellAsync(EventWriter writer, Seen<BackendRecord> seen, BackendState? told)
    {
        foreach (var state in await course.OfAsync(seen, writer.Token))
        {
            if (told is null || state.State > told)
            {
                await writer.WriteAsync(JsonSerializer.Serialize(state, NatsJson.Default.StateResponse), state.State.ToString());
                told = state.State;
            }
        }

        return told;
    }
}
