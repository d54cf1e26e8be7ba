using Plane.Domain.Backends;

namespace Plane.Tests.Domain.Backends;

/// <summary>The table of docs/states.md.</summary>
public sealed class BackendStatesTests
{
    [Theory]
    [InlineData(BackendStatus.Scheduled, "")]
    [InlineData(BackendStatus.Loading, "Loading")]
    [InlineData(BackendStatus.Starting, "Loading")]
    [InlineData(BackendStatus.Waiting, "Loading Starting")]
    [InlineData(BackendStatus.Ready, "Loading Starting Ready")]
    public void A_living_backend_has_been_in_the_states_up_to_its_status(BackendStatus status, string course) => Assert.Equal(course, CourseOf(status, null));

    [Theory]
    [InlineData(BackendStatus.Terminating)]
    [InlineData(BackendStatus.HardTerminating)]
    public void Nothing_is_told_of_an_end_before_it_is_over(BackendStatus ending) => Assert.Equal("Loading Starting", CourseOf(ending, BackendStatus.Waiting, TerminationReason.External));

    [Theory]
    [InlineData(BackendStatus.Scheduled, TerminationReason.InternalError, null, "ErrorLoading")]
    [InlineData(BackendStatus.Loading, null, null, "Loading ErrorLoading")]
    [InlineData(BackendStatus.Starting, null, null, "Loading ErrorLoading")]
    [InlineData(BackendStatus.Waiting, null, 3, "Loading Starting ErrorStarting")]
    [InlineData(BackendStatus.Waiting, TerminationReason.StartupTimeout, 137, "Loading Starting TimedOutBeforeReady")]
    [InlineData(BackendStatus.Waiting, TerminationReason.InternalError, null, "Loading Starting ErrorStarting")]
    [InlineData(BackendStatus.Ready, null, 0, "Loading Starting Ready Exited")]
    [InlineData(BackendStatus.Ready, null, 2, "Loading Starting Ready Failed")]
    [InlineData(BackendStatus.Ready, null, null, "Loading Starting Ready Swept")]
    [InlineData(BackendStatus.Ready, TerminationReason.Swept, 0, "Loading Starting Ready Swept")]
    [InlineData(BackendStatus.Ready, TerminationReason.External, 143, "Loading Starting Ready Terminated")]
    [InlineData(BackendStatus.Ready, TerminationReason.KeyExpired, 137, "Loading Starting Ready Terminated")]
    [InlineData(BackendStatus.Ready, TerminationReason.InternalError, null, "Loading Starting Ready Failed")]
    [InlineData(BackendStatus.Ready, TerminationReason.Lost, null, "Loading Starting Ready Lost")]
    [InlineData(BackendStatus.Loading, TerminationReason.External, null, "Loading Terminated")]
    public void An_end_is_named_by_its_reason_else_by_how_far_it_came_and_its_exit_code(BackendStatus last, TerminationReason? reason, int? exitCode, string course) =>
        Assert.Equal(course, CourseOf(BackendStatus.Terminated, last, reason, exitCode));

    private static string CourseOf(BackendStatus status, BackendStatus? last, TerminationReason? reason = null, int? exitCode = null) =>
        string.Join(' ', BackendStates.CourseOf(status, last, reason, exitCode).Select(static one => one.State));
}
