namespace Plane.Tests.Controller;

/// <summary>Keeps a fake drone's entry alive until it is stopped.</summary>
public sealed class Heart : IAsyncDisposable
{
    private readonly PeriodicTimer _timer;
    private readonly Task _beating;

    public Heart(FakeDrone drone, TimeSpan every)
    {
        _timer = new PeriodicTimer(every, TimeProvider.System);
        _beating = BeatAsync(drone);
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _beating;
    }

    private async Task BeatAsync(FakeDrone drone)
    {
        while (await _timer.WaitForNextTickAsync())
        {
            if (!drone.IsDead)
            {
                await drone.SayAsync(drone.Word);
            }
        }
    }
}
