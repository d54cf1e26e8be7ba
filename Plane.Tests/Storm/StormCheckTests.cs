using System.Collections.Immutable;
using System.Globalization;
using Plane.Domain.Identity;

namespace Plane.Tests.Storm;

/// <summary>The checkers of the storm see what they are there for: violations planted in what containers wrote, and in what was left.</summary>
public sealed class StormCheckTests
{
    private static readonly BackendId A = BackendId.Parse("a");
    private static readonly BackendId B = BackendId.Parse("b");
    private static readonly StormRest Good = StormRest.None with
    {
        Containers = [A],
        Records = ImmutableDictionary<BackendId, string>.Empty.Add(A, "ready"),
        Holders = ImmutableSortedDictionary<string, BackendId>.Empty.Add("k", A),
    };

    [Fact]
    public void Sessions_of_a_key_one_after_the_other_and_of_different_keys_at_once_are_as_promised()
    {
        Assert.Empty(Check("k 5 a begin 1.00", "k 5 a beat 1.10", "l 3 x begin 1.05", "k 5 a end 1.20", "l 3 x beat 1.25", "k 7 b begin 1.20", "k 7 b beat 1.31"));
    }

    [Theory]
    [InlineData("a beat after another began", "k 5 a begin 1.00", "k 7 b begin 1.10", "k 5 a beat 1.11")]
    [InlineData("the file's order, though the clock was read before", "k 5 a begin 1.00", "k 7 b begin 1.10", "k 5 a beat 1.09")]
    [InlineData("a last word counts too", "k 5 a begin 1.00", "k 7 b begin 1.10", "k 5 a end 1.20")]
    [InlineData("the clock's order, though the file's is good", "k 5 a begin 1.00", "k 5 a beat 1.30", "k 7 b begin 1.20", "k 7 b beat 1.40")]
    [InlineData("a token that fell", "k 7 a begin 1.00", "k 5 b begin 2.00")]
    [InlineData("a token given twice", "k 7 a begin 1.00", "k 7 b begin 2.00")]
    public void An_overlap_or_a_token_that_does_not_rise_is_found(string what, params string[] lines)
    {
        Assert.True(Check(lines).Length > 0, what);
    }

    [Fact]
    public void Whatever_one_container_runs_into_another_s_time_is_found_once_for_each_pair()
    {
        Assert.Single(Check("k 5 a begin 1.00", "k 7 b begin 1.10", "k 5 a beat 1.11", "k 7 b beat 1.12", "k 5 a beat 1.13"));
    }

    [Fact]
    public void A_line_that_no_session_wrote_is_refused() => Assert.Throws<FormatException>(() => SessionLine.Parse("k 5 a be"));

    [Fact]
    public void A_container_with_its_record_and_its_key_is_as_it_should_be() => Assert.Empty(RestCheck.Violations(Good));

    [Fact]
    public void A_lost_key_an_orphan_and_a_stuck_record_are_found()
    {
        Told("k is lost", Good with { Untaken = Good.Untaken.Add("k", "503") });
        Told("b is an orphan", Good with { Containers = [A, B] });
        Told("b is stuck", Good with { Records = Good.Records.Add(B, "waiting") });
        Told("a runs without holding a key", Good with { Holders = Good.Holders.Clear() });
        Told("l is held by b, which has no container", Good with { Holders = Good.Holders.Add("l", B) });
    }

    [Fact]
    public void Faults_are_drawn_from_the_seed_alone_and_never_hit_a_drone_together_with_its_guard()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var faults = FaultDraw.Of(seed, TimeSpan.FromMinutes(2), 0.1);

            Assert.Equal(faults.AsEnumerable(), FaultDraw.Of(seed, TimeSpan.FromMinutes(2), 0.1));
            Assert.True(faults.Length > 20, string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {faults.Length} faults"));
            Assert.All(faults, fault => Assert.DoesNotContain(faults, other => other != fault && other.Target == fault.Target && IsOfDrone(fault) && IsOfGuard(other) && Meet(fault, other)));
        }

        static bool IsOfDrone(Fault fault) => fault.Kind is FaultKind.KillDrone or FaultKind.FreezeDrone;

        static bool IsOfGuard(Fault fault) => fault.Kind is FaultKind.KillGuard or FaultKind.FreezeGuard;

        static bool Meet(Fault one, Fault other) => one.At <= other.At + other.Span && other.At <= one.At + one.Span;
    }

    [Fact]
    public void Every_kind_of_fault_is_drawn() =>
        Assert.Equal(Enum.GetValues<FaultKind>().Length, Enumerable.Range(0, 20).SelectMany(static seed => FaultDraw.Of(seed, TimeSpan.FromMinutes(2), 0.1)).Select(static fault => fault.Kind).Distinct().Count());

    private static ImmutableArray<string> Check(params string[] lines) => SessionCheck.Violations(lines.Select(SessionLine.Parse));

    private static void Told(string what, StormRest rest) => Assert.Contains(RestCheck.Violations(rest), text => text.StartsWith(what, StringComparison.Ordinal));
}
