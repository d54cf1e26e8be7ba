using Microsoft.Extensions.Options;
using Plane.Drone.Routing;

namespace Plane.Drone.Proxy;

/// <summary>
/// Ends what would not end by itself when the program stops: sockets and held requests at once, for they have nothing to finish, everything else after
/// <see cref="ProxyOptions.StopSeconds"/>. Without it the listeners would wait for every session there is.
/// </summary>
internal sealed class ProxyStop(IHostApplicationLifetime lifetime, ConnectionLedger ledger, IOptions<ProxyOptions> options, TimeProvider clock) : IDisposable
{
    private readonly CancellationTokenSource _everything = new(Timeout.InfiniteTimeSpan, clock);

    /// <summary>Fires when sockets are to end.</summary>
    public CancellationToken Sockets => lifetime.ApplicationStopping;

    /// <summary>Fires when requests that wait for a backend are to be sent elsewhere.</summary>
    public CancellationToken Waiting => lifetime.ApplicationStopping;

    /// <summary>Fires when all else is to end too.</summary>
    public CancellationToken Everything => _everything.Token;

    /// <summary>From now on the program's stop is heard of.</summary>
    public void Arm()
    {
        _everything.Token.Register(ledger.OrderCloseAll);
        lifetime.ApplicationStopping.Register(() => _everything.CancelAfter(TimeSpan.FromSeconds(options.Value.StopSeconds)));
    }

    public void Dispose() => _everything.Dispose();
}
