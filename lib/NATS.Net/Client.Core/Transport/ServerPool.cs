namespace NATS.Client.Core.Transport;

/// <summary>The servers of the options and those that servers told us of.</summary>
internal sealed class ServerPool
{
    private readonly Lock _gate = new();
    private readonly Random _random;
    private readonly bool _shuffle;
    private readonly ServerAddress[] _seeds;
    private ServerAddress[] _advertised = [];
    private ServerAddress? _lastUsed;

    public ServerPool(NatsOpts opts, Random random)
    {
        _random = random;
        _shuffle = !opts.NoRandomize;
        _seeds = [.. opts.Url.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ServerAddress.Parse)];
        if (_seeds.Length == 0)
        {
            throw new NatsException("No server URL was given.");
        }
    }

    /// <summary>The order of one round of attempts: shuffled unless that was turned off, the one used last at the end.</summary>
    public IReadOnlyList<ServerAddress> NextRound()
    {
        lock (_gate)
        {
            var round = _seeds.Concat(_advertised.Where(a => !_seeds.Any(a.IsSameServer))).ToArray();
            if (_shuffle)
            {
                _random.Shuffle(round);
            }

            return [.. round.OrderBy(s => _lastUsed is not null && s.IsSameServer(_lastUsed))];
        }
    }

    public void Used(ServerAddress server)
    {
        lock (_gate)
        {
            _lastUsed = server;
        }
    }

    /// <summary>host:port of each server of the cluster, as INFO has them; they get scheme and credentials of the seeds.</summary>
    public void Advertise(string[]? connectUrls)
    {
        if (connectUrls is null)
        {
            return;
        }

        var like = _seeds.FirstOrDefault(s => s.Secret is not null) ?? _seeds[0];
        var advertised = connectUrls.Select(u => ServerAddress.Parse(u) with { Scheme = like.Scheme, User = like.User, Secret = like.Secret }).ToArray();
        lock (_gate)
        {
            _advertised = advertised;
        }
    }
}
