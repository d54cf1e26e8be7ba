using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Peers;
using Plane.Contracts.Records;
using Plane.Controller;
using Plane.Controller.Lifecycle;
using Plane.Controller.Scheduling;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;
using Plane.State.Connection;
using Plane.State.Intents;
using Plane.State.Keys;

namespace Plane.Tests.Controller;

/// <summary>Any number of controllers on one store: what each does alone is done once, and one that dies is not missed.</summary>
public sealed class SeveralControllersTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [PeerFact]
    public async Task Three_reapers_end_the_record_of_a_vanished_drone_once()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-gone");
        var others = new[] { await plane.StartControllerAsync(), await plane.StartControllerAsync() };
        var backends = await SpawnAsync(cluster, "vanish", 4);

        // Fake drones do not renew, so the keys run out as well.
        drone.IsDead = true;
        foreach (var backend in backends)
        {
            await plane.Records.WaitAsync(backend.Value, static seen => seen?.Value.Status == BackendStatus.Terminated, Limit, CancellationToken.None);
        }

        foreach (var other in others)
        {
            await plane.StopControllerAsync(other);
        }

        foreach (var backend in backends)
        {
            var ended = (await plane.Backends.HistoryAsync(cluster, backend, CancellationToken.None)).Where(static revision => revision.Value.Status == BackendStatus.Terminated);
            Assert.Equal(TerminationReason.Lost, Assert.Single(ended).Value.Reason);
        }
    }

    [PeerFact]
    public async Task Three_reapers_purge_an_ended_record_once()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-ended");
        var backends = await SpawnAsync(cluster, "purge", 4);
        foreach (var backend in backends)
        {
            await drone.EndAsync(backend);
        }

        var log = new EventCounts();
        var reapers = Enumerable.Range(0, 3).Select(_ => NewReaper(log, new ControllerOptions { RetentionHours = 0 })).ToList();
        await Task.WhenAll(reapers.Select(static reaper => reaper.StartAsync(CancellationToken.None)));
        foreach (var backend in backends)
        {
            await Poll.UntilAsync(async () => (await plane.Backends.ReadAsync(cluster, backend, CancellationToken.None)).Result == ReadResult.Missing, Limit, "the purge");
        }

        await Task.WhenAll(reapers.Select(static reaper => reaper.StopAsync(CancellationToken.None)));
        reapers.ForEach(static reaper => reaper.Dispose());

        const int Forgotten = 1032;
        Assert.Equal(backends.Count, log.Of(Forgotten));
    }

    [PeerFact]
    public async Task A_controller_killed_at_any_moment_makes_no_connect_fail_that_one_retry_does_not_mend()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");
        await plane.StartDroneAsync(cluster, "dr-b");
        using var survivor = await ControllerProcess.StartAsync(plane.Server);
        await WorksAsync(cluster, survivor.Http);
        for (var round = 0; round < (LongForm.IsAsked ? 3 : 1); round++)
        {
            using var doomed = await ControllerProcess.StartAsync(plane.Server);
            await WorksAsync(cluster, doomed.Http);
            using var end = new CancellationTokenSource();
            var users = Enumerable.Range(0, 12).Select(user => UseAsync(cluster, doomed.Http, survivor.Http, $"{round}-{user}", end.Token)).ToList();
            await Task.WhenAll(users.Select(static user => user.Begun));

            doomed.Process.Kill();
            await doomed.Process.WaitForExitAsync();
            await Task.WhenAll(users.Select(static user => user.Lost.WaitAsync(Limit)));
            await end.CancelAsync();
            var tries = (await Task.WhenAll(users.Select(static user => user.Done))).SelectMany(static tries => tries).ToList();

            Assert.Contains(tries, static one => one.BrokeInFlight);
            Assert.All(tries, one => Assert.True(one.Retry.Code == HttpStatusCode.OK, $"{one.Retry} The controller said: {survivor.Said}"));
        }
    }

    private async Task<List<BackendId>> SpawnAsync(ClusterName cluster, string key, int count)
    {
        var backends = new List<BackendId>();
        for (var i = 0; i < count; i++)
        {
            backends.Add(BackendId.Parse((await plane.ConnectAsync(ControllerFixture.Body(cluster, $"{key}-{i}"))).Backend));
        }

        return backends;
    }

    private Reaper NewReaper(EventCounts log, ControllerOptions options)
    {
        var services = plane.Services;
        var duties = new ReaperDuties(
            services.GetRequiredService<GrantGate>(), services.GetRequiredService<NatsContact>(), services.GetRequiredService<ServerClock>(), ControllerFixture.Timings, options, services.GetRequiredService<TimeProvider>());
        return new Reaper(
            services.GetRequiredService<LiveView<BackendRecord>>(), plane.Backends, plane.Keys, services.GetRequiredService<EndedBackends>(), services.GetRequiredService<DroneBoard>(), duties, log);
    }

    private Task WorksAsync(ClusterName cluster, HttpClient http) => Poll.UntilAsync(
        async () =>
        {
            try
            {
                return (await plane.ConnectAsync(ControllerFixture.Body(cluster, "works"), http)).Code == HttpStatusCode.OK;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        },
        Limit,
        "the controller to serve");

    private User UseAsync(ClusterName cluster, HttpClient doomed, HttpClient survivor, string name, CancellationToken token)
    {
        var (begun, lost) = (new TaskCompletionSource(), new TaskCompletionSource());
        return new User(begun.Task, lost.Task, RunAsync());

        async Task<List<Try>> RunAsync()
        {
            var tries = new List<Try>();
            for (var i = 0; !token.IsCancellationRequested; i++)
            {
                // New keys and, every other time, one that all users share.
                var body = ControllerFixture.Body(cluster, i % 2 == 0 ? $"{name}-{i}" : $"shared-{i % 20}");
                try
                {
                    var answer = await plane.ConnectAsync(body, doomed);
                    Assert.True(answer.Code == HttpStatusCode.OK, $"before anybody was killed: {answer}");
                }
                catch (HttpRequestException exception)
                {
                    var refused = exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
                    tries.Add(new Try(!refused, await plane.ConnectAsync(body, survivor)));
                    lost.TrySetResult();
                }

                begun.TrySetResult();
            }

            return tries;
        }
    }

    private sealed record Try(bool BrokeInFlight, Answer Retry);

    private sealed record User(Task Begun, Task Lost, Task<List<Try>> Done);

    /// <summary>Counts log events by id.</summary>
    private sealed class EventCounts : ILogger<Reaper>
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<int, int> _counts = new();

        public int Of(int id) => _counts.GetValueOrDefault(id);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _counts.AddOrUpdate(eventId.Id, 1, static (_, count) => count + 1);
    }
}
