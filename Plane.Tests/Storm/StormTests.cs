using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Peers;
using Plane.State.Time;
using Plane.Tests.Controller;
using Xunit.Abstractions;

namespace Plane.Tests.Storm;

/// <summary>
/// The promise of one backend per key at system level: everything that may go wrong does, and what the containers wrote shows tokens that only
/// rise and no two at once. Two minutes at a tenth of the lease timings; ten at the real ones as the long form. <c>PLANE_STORM_SEED</c> draws
/// one storm again.
/// </summary>
public sealed class StormTests(ITestOutputHelper output)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly ImmutableArray<string> Keys = [.. Enumerable.Range(0, 8).Select(static number => string.Create(CultureInfo.InvariantCulture, $"key-{number}"))];


    [StormFact]
    [Trait(Pace.Name, Pace.Alone)]
    public async Task No_storm_makes_two_containers_run_for_one_key_nor_loses_a_key_nor_leaves_anything_behind()
    {
        var (scale, length) = LongForm.IsAsked ? (1.0, TimeSpan.FromMinutes(10)) : (0.1, TimeSpan.FromMinutes(2));
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PLANE_STORM_SEED"), CultureInfo.InvariantCulture, out var given) ? given : RandomNumberGenerator.GetInt32(int.MaxValue);
        await using var stage = await Stage.StartAsync(scale);
        using var crowd = new Crowd(stage, Keys);
        var weather = new Weather(stage);
        using var end = new CancellationTokenSource();
        var users = crowd.RunAsync(seed, end.Token);
        await Task.WhenAll(weather.RunAsync(FaultDraw.Of(seed, length, scale), None), Task.Delay(length, BootClock.Instance, None));
        await end.CancelAsync();
        await users;
        weather.Say("the storm is over");
        await stage.MendAsync();

        ImmutableArray<string> left = [.. await TakeAllAsync(stage, crowd, weather), .. await EndAllAsync(stage, crowd, weather)];
        var lines = SessionLine.ReadAll(stage.Beats);
        ImmutableArray<string> violations = [.. SessionCheck.Violations(lines), .. left];

        var sessions = lines.Select(static line => (line.Key, line.Token)).Distinct().Count();
        var report = $"seed {seed}; {sessions} sessions, {lines.Count} lines; connects: {crowd.Outcomes}\nfile: {stage.Beats}\n{weather.Log}";
        output.WriteLine(report);
        Assert.True(violations.IsEmpty, $"{string.Join('\n', violations.Take(20))}\n{report}");
        Assert.True(sessions > Keys.Length * 2 && crowd.Answered > 100, $"Too little happened for this to prove anything. {report}");
        stage.Forget();
    }

    [StormFact]
    [Trait(Pace.Name, Pace.Timed)]
    public async Task A_drone_frozen_together_with_its_guard_is_seen_as_an_overlap_by_the_same_means()
    {
        // Against this nothing but the fencing token helps (docs/guarantees.md), so it shows that an overlap does not escape the checker.
        await using var stage = await Stage.StartAsync(0.1);
        using var crowd = new Crowd(stage, Keys);
        var first = await TakeAsync(stage, crowd, Keys[0]);
        var holder = int.Parse(first["drone"]!["dr-".Length..], CultureInfo.InvariantCulture);
        await Poll.UntilAsync(() => SessionLine.ReadAll(stage.Beats).Any(), TimeSpan.FromSeconds(30), "the first session's first word");

        await stage.Drones[holder].FreezeAsync();
        await ProcessSignals.FreezeAsync(stage.GuardOf(holder)!.Value);
        Answer? second = null;
        await Poll.UntilAsync(
            async () => (second = await crowd.ConnectAsync(Keys[0], stage.Urls[0], None)) is { Code: HttpStatusCode.OK } && second.Backend != first.Backend, TimeSpan.FromSeconds(60), "the key to be given to another drone");
        await Poll.UntilAsync(() => !SessionCheck.Violations(SessionLine.ReadAll(stage.Beats)).IsEmpty, TimeSpan.FromSeconds(30), "the overlap to be found");
        await stage.MendAsync();

        Assert.Contains(SessionCheck.Violations(SessionLine.ReadAll(stage.Beats)), text => text.StartsWith($"{Keys[0]}: {first.Backend}", StringComparison.Ordinal));
        await TakeAllAsync(stage, crowd, new Weather(stage));
        Assert.Empty(await EndAllAsync(stage, crowd, new Weather(stage)));
        stage.Forget();
    }

    private static TimeSpan Settling(Stage stage) => (stage.Timings.Ttl * 3) + TimeSpan.FromSeconds(40);

    private static async Task<Answer> TakeAsync(Stage stage, Crowd crowd, string key)
    {
        Answer? answer = null;
        await Poll.UntilAsync(
            async () => (answer = await crowd.ConnectAsync(key, stage.Urls[Keys.IndexOf(key) % stage.Urls.Length], None)) is { Code: HttpStatusCode.OK }, Settling(stage), $"{key} to be taken; the last answer was {answer}");
        return answer!;
    }

    /// <summary>Every key can be taken, and then there is one container, one record and one entry for each, and nothing else.</summary>
    private static async Task<ImmutableArray<string>> TakeAllAsync(Stage stage, Crowd crowd, Weather weather)
    {
        var untaken = ImmutableSortedDictionary.CreateBuilder<string, string>();
        await Task.WhenAll(Keys.Select(async key =>
        {
            try
            {
                await TakeAsync(stage, crowd, key);
            }
            catch (TimeoutException exception)
            {
                lock (untaken)
                {
                    untaken[key] = exception.Message;
                }
            }
        }));
        weather.Say("every key was asked for");
        var left = await SettleAsync(stage, static rest => RestCheck.Violations(rest).IsEmpty && rest.Holders.Count == Keys.Length);
        return RestCheck.Violations(left with { Untaken = untaken.ToImmutable() });
    }

    /// <summary>Every session can be ended, and then nothing is left.</summary>
    private static async Task<ImmutableArray<string>> EndAllAsync(Stage stage, Crowd crowd, Weather weather)
    {
        foreach (var (_, backend) in (await stage.LookAsync(Keys)).Holders)
        {
            await crowd.EndAsync(backend.Value, "hard", stage.Urls[0], None);
        }

        var left = await SettleAsync(stage, static rest => rest.IsEmpty);
        weather.Say("every session was ended");
        return left.IsEmpty ? [] : [$"after every session was ended there is still: {left}", .. RestCheck.Violations(left)];
    }

    private static async Task<StormRest> SettleAsync(Stage stage, Func<StormRest, bool> isWanted)
    {
        var began = BootClock.Instance.GetTimestamp();
        var rest = await stage.LookAsync(Keys);
        while (!isWanted(rest) && BootClock.Instance.GetElapsedTime(began) < Settling(stage))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), BootClock.Instance, None);
            rest = await stage.LookAsync(Keys);
        }

        return rest;
    }
}
