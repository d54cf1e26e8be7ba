namespace NATS.Client.JetStream.Pull;

/// <summary>Counts what was asked for and is still to come, in messages or in bytes, and says when to ask for more.</summary>
internal struct PullBudget(int max, int threshold)
{
    private long _outstanding;

    public void Spend(int amount) => _outstanding = Math.Max(0, _outstanding - amount);

    /// <summary>Nothing that was asked for will come any more.</summary>
    public void Forget() => _outstanding = 0;

    /// <summary>True when it is time for another pull, of <paramref name="amount"/>.</summary>
    public bool TryRefill(out int amount)
    {
        amount = 0;
        if (_outstanding > threshold)
        {
            return false;
        }

        amount = (int)(max - _outstanding);
        _outstanding = max;
        return amount > 0;
    }
}
