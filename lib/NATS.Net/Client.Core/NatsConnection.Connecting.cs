using System.Net.Sockets;
using NATS.Client.Core.Routing;
using NATS.Client.Core.Transport;

namespace NATS.Client.Core;

public partial class NatsConnection
{
    private string? _lastAuthError;
    private int _failedAttempts;

    private async Task<Link> ConnectFirstAsync(CancellationToken cancellationToken)
    {
        var servers = _servers.NextRound();
        Exception? unreachable = null;
        (ServerAddress Server, Exception Error)? refused = null;
        foreach (var server in servers)
        {
            try
            {
                return await AttemptAsync(server, cancellationToken);
            }
            catch (SocketException e)
            {
                LogAttemptFailed(server, e.Message);
                unreachable = e;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogAttemptFailed(server, e.Message);
                refused = (server, e);
            }
        }

        throw refused is { } r
            ? new NatsException($"can not start to connect nats server: {r.Server}", r.Error)
            : new NatsException($"can not connect uris: {string.Join(',', servers)}", unreachable!);
    }

    // Round after round until one server takes us.
    private async Task<Link> ReconnectAsync(CancellationToken cancellationToken)
    {
        var backoff = new Backoff(Opts, _random);
        while (true)
        {
            foreach (var server in _servers.NextRound())
            {
                try
                {
                    return await AttemptAsync(server, cancellationToken);
                }
                catch (Exception e) when (!cancellationToken.IsCancellationRequested)
                {
                    AttemptFailed(server, e);
                }
            }

            await Task.Delay(backoff.Next(), Opts.Clock, cancellationToken);
        }
    }

    private async Task<Link> AttemptAsync(ServerAddress server, CancellationToken cancellationToken)
    {
        var link = await _connector.ConnectAsync(server, l => new Dispatcher(l, this, _subscriptions, _requests), cancellationToken);
        _servers.Used(server);
        return link;
    }

    private void AttemptFailed(ServerAddress server, Exception error)
    {
        LogAttemptFailed(server, error.Message);
        _events.Post(ReconnectFailed, this, new NatsEventArgs(server.Redacted));
        var authError = error is NatsServerException { IsAuthError: true } refused ? refused.Error : null;
        if (authError is not null && authError == _lastAuthError && !Opts.IgnoreAuthErrorAbort)
        {
            throw new NatsConnectionFailedException($"The server refused the credentials twice: {authError}", error);
        }

        _lastAuthError = authError;
        _failedAttempts++;
        if (Opts.MaxReconnectRetry > 0 && _failedAttempts > Opts.MaxReconnectRetry)
        {
            throw new NatsConnectionFailedException($"No server could be reached in {Opts.MaxReconnectRetry} attempts.", error);
        }
    }
}
