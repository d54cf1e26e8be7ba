using Peers;

namespace Plane.Tests.Architecture;

/// <summary>What tests say that they need.</summary>
public sealed class PeerAttributeTests
{
    /// <summary>Else a theory that names nothing would run, and fail, where a fact of the same class says that it was not run.</summary>
    [Fact]
    public void A_theory_that_names_no_program_needs_what_a_fact_needs_that_names_none()
    {
        Assert.Equal(["nats-server"], new PeerFactAttribute().Programs);
        Assert.Equal(new PeerFactAttribute().Programs, new PeerTheoryAttribute().Programs);
    }

    [Fact]
    public void A_missing_program_is_named_as_the_reason_unless_nothing_may_be_skipped()
    {
        var expected = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")) ? "NOT RUN: no-such-program is not installed." : null;

        Assert.Equal((expected, expected), (new PeerFactAttribute("no-such-program").Skip, new PeerTheoryAttribute("no-such-program").Skip));
    }
}
