using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Plane.Tests.Keys.Simulation;
using Xunit.Abstractions;

namespace Plane.Tests.Keys;

/// <summary>The promise of one backend per key (docs/architecture.md) against everything that may go wrong, by the product's own pure rules.</summary>
public sealed class LeaseTimelineTests(ITestOutputHelper output)
{
    private const int Cases = 1500;
    private const int LongCases = 10_000;

    /// <summary>For the fault that needs the most to come together: a late answer, a cut, and clocks at their extremes.</summary>
    private const int RareCases = 6000;


    [Fact]
    public void Whatever_happens_one_program_runs_for_a_key_and_fencing_tokens_only_rise()
    {
        var (stories, runs) = (0, 0);
        var config = Config.QuickThrowOnFailure.WithMaxTest(LongForm.IsAsked ? LongCases : Cases);
        Check.One(LongForm.IsAsked ? config : config.WithReplay(20_260_101, 7), Prop.ForAll(ScenarioDraw.Drawn, scenario =>
        {
            var story = Story.Play(scenario, PlantedFault.None);
            (stories, runs) = (stories + 1, runs + story.Monitor.Runs);
            return (story.World.Violation is null).Label(Tell(scenario, story));
        }));

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stories} stories, {runs} programs ran"));
        Assert.True(runs > stories, "Stories in which nothing runs prove nothing.");
    }

    [Theory]
    [InlineData("AcceptRereads")]
    [InlineData("UnconditionalDelete")]
    [InlineData("DeadlineFromAcknowledgement")]
    [InlineData("TokenBeforeEntry")]
    [InlineData("TakeoverOnReapersWord")]
    public void A_planted_fault_is_found(string name)
    {
        var fault = Enum.Parse<PlantedFault>(name);

        // A late answer harms only where the way to the store fails twice in a row, so that search looks there.
        var scenarios = fault == PlantedFault.DeadlineFromAcknowledgement ? ScenarioDraw.Of(IncidentKind.DeafenDrone, IncidentKind.CutDrone) : ScenarioDraw.Drawn;
        Assert.NotNull(FirstBroken(scenarios, fault, fault == PlantedFault.DeadlineFromAcknowledgement ? RareCases : Cases));
    }

    [Fact]
    public void The_documented_limit_is_real_acknowledged_writes_that_are_lost_can_break_the_promise() =>
        Assert.NotNull(FirstBroken(ScenarioDraw.WithLostWrites, PlantedFault.None, Cases));

    [Fact]
    public void A_store_that_lost_a_renewal_ends_no_session()
    {
        // Only one each: two in a row may leave a write that is about to expire. So may one, now and then, where it comes late; before, each did.
        var (fell, cut) = (0, 0);
        for (var seed = 0; seed < Cases / 5; seed++)
        {
            var scenario = new Scenario(seed, 0, 0, [new Incident(IncidentKind.LoseRenewal, 40 + (seed % 150), 1, 0)]);
            var story = Story.Play(scenario, PlantedFault.None);
            Assert.True(story.World.Violation is null, Tell(scenario, story));
            fell += story.World.Log.Any(static line => line.EndsWith(" FellBack", StringComparison.Ordinal)) ? 1 : 0;
            cut += IsCutShort(story.World.Log) ? 1 : 0;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{fell} leases fell back, {cut} of them ran out"));
        Assert.True(cut * 10 < fell, string.Create(CultureInfo.InvariantCulture, $"{cut} sessions of {fell} whose store fell back were cut short."));
    }

    [Fact]
    public void A_controller_that_stood_still_over_a_wipe_grants_nothing_by_what_it_was_told_before()
    {
        // Between its look at the gate and its reservation it stands still for 49 s, in which the store is wiped.
        var scenario = new Scenario(594_099_230, 0, 3, [new Incident(IncidentKind.WipeStore, 37, 2, 4), new Incident(IncidentKind.DeafenDrone, 41, 9, 4)]);
        var story = Story.Play(scenario, PlantedFault.None);

        Assert.True(story.World.Violation is null, Tell(scenario, story));
    }

    [Fact]
    public void The_same_scenario_tells_the_same_story()
    {
        foreach (var scenario in ScenarioDraw.Drawn.Generator.Sample(20, 1))
        {
            Assert.Equal(Story.Play(scenario, PlantedFault.None).World.Log, Story.Play(scenario, PlantedFault.None).World.Log);
        }
    }

    /// <summary>Whether a guard killed what ran: its last word before that was that it runs.</summary>
    private static bool IsCutShort(IReadOnlyList<string> log)
    {
        var running = new HashSet<string>();
        foreach (var words in log.Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            // "12.3 machine 1: b1 RUNS with …", "12.3 machine 1: b1 is gone", "12.3 guard 1: b1 is due".
            switch (words)
            {
                case [_, "machine", _, var backend, "RUNS", ..]:
                    running.Add(backend);
                    break;
                case [_, "machine", _, var backend, "is", "gone"]:
                    running.Remove(backend);
                    break;
                case [_, "guard", _, var backend, "is", "due"] when running.Contains(backend):
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    private Scenario? FirstBroken(Arbitrary<Scenario> scenarios, PlantedFault fault, int cases)
    {
        var (stories, found) = (0, (Scenario?)null);
        var config = Config.Quick.WithMaxTest(cases).WithReplay(20_260_101, 7).WithRunner(new SilentRunner());
        Check.One(config, Prop.ForAll(scenarios, scenario =>
        {
            stories += found is null ? 1 : 0;
            var holds = Story.Play(scenario, fault).World.Violation is null;
            found = holds ? found : scenario;
            return holds;
        }));

        output.WriteLine($"{fault}: broken by story {stories}; made smaller: {found}");
        if (found is not null)
        {
            output.WriteLine(Tell(found, Story.Play(found, fault)));
        }

        return found;
    }

    private static string Tell(Scenario scenario, Story story) =>
        story.World.Violation is { } violation ? $"{violation}\n{scenario}\n{string.Join('\n', story.World.Log)}" : "";
}
