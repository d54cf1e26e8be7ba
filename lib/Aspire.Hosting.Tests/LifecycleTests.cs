using System.Net.Http.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Peers;
using Xunit;

namespace Aspire.Hosting.Tests;

public sealed class LifecycleTests
{
    [Fact]
    public async Task A_resource_starts_only_when_what_it_waits_for_is_healthy_and_its_ready_event_done()
    {
        await using var model = new TestModel();
        var flag = Path.Combine(model.Store, "unhealthy");
        await File.WriteAllTextAsync(flag, string.Empty, model.Token);
        var ready = new TaskCompletionSource();
        var first = model.AddService("first").WithEnvironment("UNHEALTHY_WHILE", flag).OnResourceReady((_, _, _) => ready.Task);
        model.AddShell("second", "exec sleep 60").WaitFor(first);
        await model.StartAsync();

        await model.Notifications.WaitForResourceAsync("first", e => e.Snapshot.HealthReports.Any(r => r.Status is not null), model.Token);
        Assert.Equal(KnownResourceStates.Waiting, StateOf(model, "second"));
        File.Delete(flag);
        await model.Notifications.WaitForResourceAsync("first", e => e.Snapshot.ResourceReadyEvent is not null, model.Token);
        Assert.Equal(KnownResourceStates.Waiting, StateOf(model, "second"));
        ready.SetResult();
        await model.Notifications.WaitForResourceAsync("second", cancellationToken: model.Token);
    }

    [Fact]
    public async Task Waiting_for_completion_ends_with_the_right_exit_code_and_fails_with_another()
    {
        await using var model = new TestModel();
        var good = model.AddShell("good", "exit 0");
        var bad = model.AddShell("bad", "exit 7");
        model.AddShell("after-good", "exec sleep 60").WaitForCompletion(good);
        model.AddShell("after-bad", "exec sleep 60").WaitForCompletion(bad);
        await model.StartAsync();

        await model.Notifications.WaitForResourceAsync("after-good", cancellationToken: model.Token);
        Assert.Equal(KnownResourceStates.FailedToStart, await model.Notifications.WaitForResourceAsync("after-bad", KnownResourceStates.TerminalStates, model.Token));
        Assert.Equal(7, model.Notifications.TryGetCurrentState("bad", out var last) ? last.Snapshot.ExitCode : null);
    }

    [Fact]
    public async Task What_waits_for_a_resource_that_fails_fails_as_well()
    {
        await using var model = new TestModel();
        var broken = model.Builder.AddExecutable("broken", "no-such-program-anywhere", ".");
        model.AddShell("waiting", "exec sleep 60").WaitFor(broken);
        await model.StartAsync();

        Assert.Equal(KnownResourceStates.FailedToStart, await model.Notifications.WaitForResourceAsync("waiting", KnownResourceStates.TerminalStates, model.Token));
    }

    [Fact]
    public async Task A_crash_is_told_with_its_exit_code_and_leaves_the_others_running()
    {
        await using var model = new TestModel();
        var stopped = new TaskCompletionSource<ResourceEvent>();
        var service = model.AddService("service").OnResourceStopped((_, e, _) =>
        {
            stopped.TrySetResult(e.ResourceEvent);
            return Task.CompletedTask;
        });
        model.AddShell("other", "exec sleep 60");
        await model.StartAsync();
        await model.HealthyAsync("service");
        using var client = TestModel.Client(service);
        var exit = client.PostAsync(new Uri("/exit/42", UriKind.Relative), null, model.Token);

        var last = await stopped.Task.WaitAsync(model.Token);

        Assert.Equal((KnownResourceStates.Exited, 42), (last.Snapshot.State?.Text, last.Snapshot.ExitCode));
        Assert.Equal(KnownResourceStates.Running, StateOf(model, "other"));
        await exit.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task A_restarted_resource_is_a_new_process_on_the_same_address()
    {
        await using var model = new TestModel();
        var service = model.AddService("service");
        await model.StartAsync();
        await model.HealthyAsync("service");
        using var client = TestModel.Client(service);
        var before = await client.GetFromJsonAsync<int>("/process", model.Token);

        var result = await model.App.ResourceCommands.ExecuteCommandAsync("service", KnownResourceCommands.RestartCommand, model.Token);
        await model.HealthyAsync("service");

        Assert.True(result.Success, result.ErrorMessage);
        Assert.NotEqual(before, await client.GetFromJsonAsync<int>("/process", model.Token));
    }

    [Fact]
    public async Task A_resource_with_an_explicit_start_waits_for_the_command()
    {
        await using var model = new TestModel();
        model.AddShell("manual", "exec sleep 60").WithExplicitStart();
        await model.StartAsync();
        Assert.Equal(KnownResourceStates.NotStarted, StateOf(model, "manual"));

        await model.App.ResourceCommands.ExecuteCommandAsync("manual", KnownResourceCommands.StartCommand, model.Token);

        Assert.Equal(KnownResourceStates.Running, StateOf(model, "manual"));
    }

    [Fact]
    public async Task Replicas_share_one_address()
    {
        await using var model = new TestModel();
        var service = model.AddService("service").WithReplicas(3);
        var waiting = model.AddShell("waiting", "exec sleep 60").WaitFor(service);
        await model.StartAsync();
        await model.Notifications.WaitForResourceAsync(waiting.Resource.Name, cancellationToken: model.Token);

        var processes = new HashSet<int>();
        for (var i = 0; i < 6; i++)
        {
            using var client = TestModel.Client(service);
            processes.Add(await client.GetFromJsonAsync<int>("/process", model.Token));
        }

        Assert.Equal(3, processes.Count);
    }

    [Fact]
    public async Task What_refers_to_another_stops_before_it_although_the_other_waited_for_it()
    {
        await using var model = new TestModel();
        var stops = new List<string>();
        var server = model.AddService("server");
        var store = model.AddService("store");
        var worker = model.AddService("worker").WithReference(server).WithReference(store).WaitFor(store);
        server.WithReference(store).WaitFor(store).WaitFor(worker);
        foreach (var resource in (IResourceBuilder<ProjectResource>[])[server, store, worker])
        {
            resource.OnResourceStopped((r, _, _) =>
            {
                lock (stops)
                {
                    stops.Add(r.Name);
                }

                return Task.CompletedTask;
            });
        }

        await model.StartAsync();
        await model.HealthyAsync("server");
        await model.StopAsync();

        Assert.Equal(["worker", "server", "store"], stops);
    }

    [Fact]
    public async Task What_a_process_prints_is_in_its_log_file_without_colours()
    {
        await using var model = new TestModel();
        model.AddShell("talker", @"printf '\033[31mred\033[0m\n'; echo loud >&2");
        await model.StartAsync();
        await model.Notifications.WaitForResourceAsync("talker", KnownResourceStates.TerminalStates, model.Token);

        await Poll.UntilAsync(() => model.LogOf("talker").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order().SequenceEqual(["loud", "red"]), TestModel.Limit, "both lines");
    }

    [Fact]
    public async Task A_process_that_ignores_SIGTERM_is_killed_with_its_helpers()
    {
        await using var model = new TestModel();
        model.Builder.Services.AddSingleton(new Orchestration.OrchestratorOptions
        {
            StopGrace = TimeSpan.FromMilliseconds(300),
            OrphanGrace = TimeSpan.FromMilliseconds(300),
            DisableDashboard = true,
        });
        var marker = "4711.0815";
        model.AddShell("stubborn", $"trap '' TERM; echo armed; while :; do sleep {marker}; done");
        await model.StartAsync();
        await Poll.UntilAsync(() => File.Exists(Path.Combine(model.Store, "logs", "stubborn.log")) && model.LogOf("stubborn").Contains("armed", StringComparison.Ordinal), TestModel.Limit, "the trap");

        await model.StopAsync();

        Assert.DoesNotContain(Processes.CommandLines(), l => l.Contains(marker, StringComparison.Ordinal));
    }

    private static string? StateOf(TestModel model, string name) =>
        model.Notifications.TryGetCurrentState(name, out var current) ? current.Snapshot.State?.Text : null;
}
