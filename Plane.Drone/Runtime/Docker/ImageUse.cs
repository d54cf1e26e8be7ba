using System.Collections.Immutable;

namespace Plane.Drone.Runtime.Docker;

/// <summary>
/// Which images are being made available, when each was wanted last, and which were pulled for a backend: nothing is pruned under a spawn. Who
/// wants an image that is being deleted waits, and pulls it again.
/// </summary>
internal sealed class ImageUse(TimeProvider clock)
{
    private const int MaxKnown = 4096;
    private readonly TimeProvider _clock = clock;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Use> _uses = new(StringComparer.Ordinal);

    /// <summary>Pulled images by when they were wanted last, for the drone's next life.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Pulled
    {
        get
        {
            lock (_gate)
            {
                return _uses.Where(static use => use.Value.IsPulled).ToImmutableSortedDictionary(static use => use.Key, static use => use.Value.WantedAt, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>What an earlier life knew; what this one knows already stands.</summary>
    public void Recall(IReadOnlyDictionary<string, DateTimeOffset> pulled)
    {
        lock (_gate)
        {
            foreach (var (name, wantedAt) in pulled)
            {
                _uses.TryAdd(name, new Use { WantedAt = wantedAt, IsPulled = true });
            }
        }
    }

    /// <summary>Until the result is disposed nobody deletes it.</summary>
    public async Task<IDisposable> EnterAsync(string image, CancellationToken token)
    {
        while (true)
        {
            Task deletion;
            lock (_gate)
            {
                var use = Of_NeedsLock(image);
                if (use.Deletion is not { } running)
                {
                    use.Count++;
                    use.WantedAt = _clock.GetUtcNow();
                    return new Place(this, use);
                }

                deletion = running.Task;
            }

            await deletion.WaitAsync(token);
        }
    }

    /// <summary>The registry had it: it can be had from there again.</summary>
    public void MarkPulled(string image)
    {
        lock (_gate)
        {
            Of_NeedsLock(image).IsPulled = true;
        }
    }

    public bool WasPulled(string image)
    {
        lock (_gate)
        {
            return _uses.GetValueOrDefault(FullName(image)) is { IsPulled: true };
        }
    }

    /// <summary>Whether an image may be deleted now; then <see cref="EndDeletion"/> has to follow.</summary>
    /// <param name="names">All that it goes by and shall not any more.</param>
    /// <param name="before">It must not have been wanted since.</param>
    public bool TryBeginDeletion(IReadOnlyList<string> names, DateTimeOffset before)
    {
        lock (_gate)
        {
            var uses = names.Select(Of_NeedsLock).ToList();
            if (uses.Any(use => use.Count > 0 || use.Deletion is not null || use.WantedAt >= before))
            {
                return false;
            }

            uses.ForEach(static use => use.Deletion = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return true;
        }
    }

    /// <param name="isGone">False: the engine still has it.</param>
    public void EndDeletion(IReadOnlyList<string> names, bool isGone)
    {
        lock (_gate)
        {
            foreach (var name in names)
            {
                var use = Of_NeedsLock(name);
                use.Deletion?.TrySetResult();
                use.Deletion = null;
                if (isGone)
                {
                    _uses.Remove(FullName(name));
                }
            }
        }
    }

    /// <summary>One spelling for all ways to write it, the one in which engines list images.</summary>
    public static string FullName(string image)
    {
        var listed = image;
        foreach (var prefix in new[] { "docker.io/", "library/" })
        {
            listed = listed.StartsWith(prefix, StringComparison.Ordinal) ? listed[prefix.Length..] : listed;
        }

        var reference = ImageReference.Of(listed);
        return listed.Contains('@', StringComparison.Ordinal) ? listed : $"{reference.Name}:{reference.Tag}";
    }

    private Use Of_NeedsLock(string image)
    {
        var name = FullName(image);
        if (!_uses.TryGetValue(name, out var use))
        {
            Trim_NeedsLock();
            _uses[name] = use = new Use();
        }

        return use;
    }

    /// <summary>Names that callers make up must not fill the memory; what is forgotten counts as another's image.</summary>
    private void Trim_NeedsLock()
    {
        if (_uses.Count >= MaxKnown)
        {
            foreach (var (name, _) in _uses.Where(static use => use.Value is { Count: 0, Deletion: null }).OrderBy(static use => use.Value.WantedAt).Take(MaxKnown / 4).ToList())
            {
                _uses.Remove(name);
            }
        }
    }

    private sealed class Use
    {
        public int Count { get; set; }

        /// <summary>The beginning of time for never in this life or the one before.</summary>
        public DateTimeOffset WantedAt { get; set; } = DateTimeOffset.MinValue;

        public bool IsPulled { get; set; }

        public TaskCompletionSource? Deletion { get; set; }
    }

    private sealed class Place(ImageUse owner, Use use) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                lock (owner._gate)
                {
                    use.Count--;
                    use.WantedAt = owner._clock.GetUtcNow();
                }
            }
        }
    }
}
