using System.Collections.Immutable;

namespace Plane.Drone.Certificates;

/// <summary>The certificates in use. One writer replaces the set; handshakes read what is there at their moment.</summary>
internal sealed class CertificateShelf
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CertificateSet _current = CertificateSet.Empty;

    public CertificateSet Current => Volatile.Read(ref _current);

    /// <summary>Completes with the cluster's first certificate: those of domains open no port.</summary>
    public Task First => _first.Task;

    /// <summary>Completes at the next change.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <summary>Each pair of files that is looked at, in the order of the configuration.</summary>
    public ImmutableArray<PairStanding> Pairs { get; private set; } = [];

    /// <summary>Why a pair of files is not used as it is now; null where all are.</summary>
    public string? Fault => Pairs.Where(static pair => pair.Fault is not null).Select(static pair => $"{pair.Pair.Cert}: {pair.Fault}").FirstOrDefault();

    public void Publish(CertificateSet set, ImmutableArray<PairStanding> pairs)
    {
        Pairs = pairs;
        Volatile.Write(ref _current, set);
        if (!set.Certificates.IsEmpty)
        {
            _first.TrySetResult();
        }

        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
