using System.Threading.Channels;

namespace Docker.DotNet.Tests;

/// <summary>Keeps what is reported, in order, and lets a test await it.</summary>
internal sealed class Reports<T> : IProgress<T>
{
    private readonly Channel<T> _channel = Channel.CreateBounded<T>(10_000);
    private readonly List<T> _all = [];

    /// <summary>All so far; read it once the call that reports has ended.</summary>
    public IReadOnlyList<T> All => _all;

    public void Report(T value)
    {
        _all.Add(value);
        if (!_channel.Writer.TryWrite(value))
        {
            throw new InvalidOperationException("More reports than a test expects.");
        }
    }

    /// <summary>The next one that fits; those before it are passed over.</summary>
    public async Task<T> NextAsync(Func<T, bool> fits, CancellationToken cancellationToken)
    {
        while (true)
        {
            var value = await _channel.Reader.ReadAsync(cancellationToken);
            if (fits(value))
            {
                return value;
            }
        }
    }
}
