using NATS.Client.Core;
using Plane.Controller.Scheduling;
using Plane.State.Connection;

namespace Plane.Controller.Connect;

/// <summary>Keeps connects from waiting for a store that is not there: refused at once when that is known, bounded when it is not known yet.</summary>
internal sealed class ConnectGuard(NatsContact contact, DroneBoard board, TimeProvider clock, ILogger<ConnectGuard> log)
{
    /// <summary>Beyond every wait that a connect may have a reason for.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public async Task<ConnectOutcome> RunAsync(Func<CancellationToken, Task<ConnectOutcome>> connect, CancellationToken token)
    {
        if (contact.IsLost)
        {
            return ConnectFault.Store("It has not answered for some seconds.");
        }

        if (!board.IsComplete)
        {
            return ConnectFault.Store("It has not been read yet.");
        }

        using var deadline = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
        try
        {
            return await connect(either.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return ConnectFault.Store("It did not answer in time.");
        }
        catch (NatsException exception)
        {
            log.StoreFailed(exception);
            return ConnectFault.Store("It could not be asked.");
        }
    }
}
