using System.Collections.Immutable;
using Plane.Domain.Identity;

namespace Plane.Drone.Certificates;

/// <summary>
/// Keeps the shelf as the files are. They are looked at whenever something in their folders changes (writes, renames, symbolic links that are turned
/// to another folder), and now and then besides. A pair that does not fit, half of a replacement for example, leaves the one before in use.
/// </summary>
internal sealed class CertificateFiles(ClusterName cluster, ImmutableArray<CertificatePair> pairs, bool staple, CertificateShelf shelf, TimeProvider clock, ILogger<CertificateFiles> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    /// <summary>Files of one replacement come one after the other.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _stirred = new(0, 1);
    private readonly PairState[] _states = [.. pairs.Select(static pair => new PairState(pair))];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // At once, so that ports can open with the program where the files are there.
        Look();
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _stirred.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watches = new FolderWatches(Folders(), Stir, (exception, folder) => log.NotWatched(exception, folder, LookEvery));
        while (!stoppingToken.IsCancellationRequested)
        {
            Look();
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(_stirred.WaitAsync(either.Token), Task.Delay(LookEvery, clock, either.Token));
            await either.CancelAsync();
            await Task.Delay(Settle, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private HashSet<string> Folders() => [.. pairs.SelectMany(static pair => new[] { pair.Cert, pair.Key }).Select(static file => Path.GetDirectoryName(Path.GetFullPath(file))!)];

    private void Stir()
    {
        try
        {
            _stirred.Release();
        }
        catch (SemaphoreFullException)
        {
            // A look is due already.
        }
        catch (ObjectDisposedException)
        {
            // The program stops.
        }
    }

    private void Look()
    {
        if (!_states.Select(Look).ToArray().Any(static changed => changed))
        {
            return;
        }

        var set = new CertificateSet(
            [.. _states.Where(static state => state.Pair.Domain is null).Select(static state => state.Loaded).OfType<LoadedCertificate>()],
            _states.Where(static state => state.Pair.Domain is not null).Select(static state => KeyValuePair.Create(state.Pair.Domain!, state.Loaded)));
        shelf.Publish(set, [.. _states.Select(static state => new PairStanding(state.Pair, state.Loaded?.NotAfter, state.Fault))]);
        if (!set.Certificates.IsEmpty && !set.Certificates.Any(certificate => certificate.Covers(cluster.Host)))
        {
            log.NotCovered(cluster.Host);
        }
    }

    /// <returns>Whether anything is different from before.</returns>
    private bool Look(PairState state)
    {
        var (cert, key) = (Read(state.Pair.Cert), Read(state.Pair.Key));
        var same = state.HasSeen(cert, key);
        if (same && state.Fault is null)
        {
            return false;
        }

        // Time may make good what was refused, so that it is tried again although the files stayed as they are.
        var before = state.Fault;
        Load(state, cert, key);
        if (same && state.Fault == before)
        {
            return false;
        }

        Tell(state, isThere: cert is not null && key is not null);
        return true;
    }

    private void Load(PairState state, string? cert, string? key)
    {
        if (cert is null || key is null)
        {
            state.Fault = state.Loaded is null ? null : $"{(cert is null ? state.Pair.Cert : state.Pair.Key)} is gone or cannot be read.";
            return;
        }

        try
        {
            var loaded = LoadedCertificate.Parse(cert, key, clock.GetUtcNow(), staple);
            if (state.Pair.Domain is { } domain && !loaded.Covers(domain))
            {
                throw new CertificateFault($"It is for {string.Join(", ", loaded.Names)}, and not for {domain}.");
            }

            (state.Loaded, state.Fault) = (loaded, null);
        }
        catch (CertificateFault fault)
        {
            state.Fault = fault.Message;
        }
    }

    private void Tell(PairState state, bool isThere)
    {
        if (state.Fault is { } fault)
        {
            log.Refused(state.Pair.Cert, fault);
        }
        else if (isThere && state.Loaded is { } loaded)
        {
            log.InUse(loaded.Serial, string.Join(", ", loaded.Names), state.Pair.Cert, loaded.NotAfter);
        }
        else
        {
            log.NotThere(state.Pair.Cert);
        }
    }

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not there yet, in the middle of a replacement, or not ours to read: the log says which file it is.
            return null;
        }
    }
}
