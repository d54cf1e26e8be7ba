using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Plane.Controller.Api.Spawn;

/// <summary>The controller's own listeners and that of HTTP spawning, leading into one application. The addresses it tells are the controller's own.</summary>
internal sealed class TwoDoorServer(IServer own, IServer spawn) : IServer
{
    public IFeatureCollection Features => own.Features;

    /// <summary>A port that cannot be had ends the program.</summary>
    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        await spawn.StartAsync(application, cancellationToken);
        await own.StartAsync(application, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(own.StopAsync(cancellationToken), spawn.StopAsync(cancellationToken));

    public void Dispose()
    {
        spawn.Dispose();
        own.Dispose();
    }
}
