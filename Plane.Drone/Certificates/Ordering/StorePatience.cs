using System.Globalization;
using Plane.State.Buckets;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>Repeats a write: the store may be away for a while in the middle of an order.</summary>
internal sealed class StorePatience(TimeProvider clock)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <exception cref="CertificateFault">NATS did not take it in time.</exception>
    public async Task StoredAsync(Func<ValueTask<WriteOutcome>> write, CancellationToken token)
    {
        var began = clock.GetTimestamp();
        for (var pause = FirstPause; !(await write()).IsStored; pause = Longer(pause))
        {
            if (clock.GetElapsedTime(began) > Limit)
            {
                throw new CertificateFault(string.Create(CultureInfo.InvariantCulture, $"NATS did not take the challenge for {Limit.TotalSeconds} s."));
            }

            await Task.Delay(pause, clock, token);
        }
    }

    public static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
