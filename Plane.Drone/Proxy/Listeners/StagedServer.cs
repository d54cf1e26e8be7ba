using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Plane.Drone.Proxy.Listeners;

/// <summary>
/// The process's server in two stages: what needs no certificate opens with the host, the doors for clients of an HTTPS cluster once there is one.
/// Both lead into the same application.
/// </summary>
internal sealed class StagedServer(IServer first, Func<IServer> second, PublicDoors doors, TimeProvider clock, ILogger<StagedServer> log) : IServer
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stopping = new();
    private IServer? _second;
    private Task _opening = Task.CompletedTask;

    public IFeatureCollection Features => first.Features;

    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        await first.StartAsync(application, cancellationToken);
        if (!doors.AreStaged)
        {
            return;
        }

        if (doors.MayOpen)
        {
            // As for plain HTTP: a port that cannot be had ends the program.
            await OpenAsync(application, cancellationToken);
        }
        else
        {
            log.Waits(doors.Cluster);
            _opening = OpenLaterAsync(application, _stopping.Token);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(first.StopAsync(cancellationToken), _second?.StopAsync(cancellationToken) ?? Task.CompletedTask);
    }

    public void Dispose()
    {
        _second?.Dispose();
        first.Dispose();
        _stopping.Dispose();
    }

    private async Task OpenLaterAsync<TContext>(IHttpApplication<TContext> application, CancellationToken stopping)
        where TContext : notnull
    {
        await doors.MayOpenAsync(stopping);
        while (true)
        {
            try
            {
                await OpenAsync(application, stopping);
                return;
            }
            catch (IOException exception)
            {
                // Somebody has the port; the agent goes on meanwhile, and health says what is missing.
                log.CannotOpen(exception, RetryAfter);
                await Task.Delay(RetryAfter, clock, stopping);
            }
        }
    }

    private async Task OpenAsync<TContext>(IHttpApplication<TContext> application, CancellationToken token)
        where TContext : notnull
    {
        var server = second();
        try
        {
            await server.StartAsync(application, token);
        }
        catch (Exception)
        {
            server.Dispose();
            throw;
        }

        _second = server;
        doors.HaveOpened();
    }
}
