using NATS.Client.JetStream.Pull;
using Xunit;

namespace NATS.Net.Tests.JetStream;

public sealed class PullBudgetTests
{
    [Fact]
    public void Asks_for_everything_first_and_for_the_difference_at_the_threshold()
    {
        var budget = new PullBudget(10, 5);
        Assert.True(budget.TryRefill(out var amount));
        Assert.Equal(10, amount);
        budget.Spend(4);
        Assert.False(budget.TryRefill(out _));
        budget.Spend(1);
        Assert.True(budget.TryRefill(out amount));
        Assert.Equal(5, amount);
    }

    [Fact]
    public void Asks_for_everything_again_once_the_server_has_forgotten()
    {
        var budget = new PullBudget(10, 5);
        budget.TryRefill(out _);
        budget.Forget();
        Assert.True(budget.TryRefill(out var amount));
        Assert.Equal(10, amount);
    }
}
