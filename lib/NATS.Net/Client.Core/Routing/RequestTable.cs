using System.Buffers.Text;
using System.Globalization;
using NATS.Client.Core.Protocol;
using NATS.Client.Core.Transport;

namespace NATS.Client.Core.Routing;

/// <summary>Requests that wait for their reply. All share one subscription: prefix.*, where the last token is the request's number.</summary>
internal sealed class RequestTable(NatsConnection connection, string prefix)
{
    /// <summary>The shared inbox is the first subscription of every connection.</summary>
    public const int Sid = 1;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, PendingRequest> _waiting = [];
    private readonly Dictionary<Type, Stack<PendingRequest>> _spare = [];
    private readonly int _prefixBytes = connection.Opts.SubjectEncoding.GetByteCount(prefix) + 1;
    private long _last;
    private bool _used;
    private Outbox? _subscribedOn;

    public NatsConnection Connection => connection;

    private string Subject { get; } = $"{prefix}.*";

    public static string ReplySubject(string prefix, long id) => string.Create(CultureInfo.InvariantCulture, $"{prefix}.{id}");

    /// <summary>
    /// Called before a request looks for a link. A link that opens later then brings the SUB along;
    /// one that is open already gets it by <see cref="EnsureSubscribed"/>.
    /// </summary>
    public void Use()
    {
        if (!Volatile.Read(ref _used))
        {
            Volatile.Write(ref _used, true);
            Interlocked.MemoryBarrier();
        }
    }

    /// <summary>Sends the SUB once per link, before any request on it.</summary>
    public void EnsureSubscribed(Outbox outbox)
    {
        if (ReferenceEquals(Volatile.Read(ref _subscribedOn), outbox))
        {
            return;
        }

        lock (_gate)
        {
            if (!ReferenceEquals(_subscribedOn, outbox))
            {
                outbox.Subscribe(Subject, queueGroup: null, Sid);
                Volatile.Write(ref _subscribedOn, outbox);
            }
        }
    }

    /// <summary>For a link that nobody else uses yet.</summary>
    public void Resubscribe(Outbox outbox)
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _used))
        {
            EnsureSubscribed(outbox);
        }
    }

    /// <summary>A request object with a number of its own, registered for replies.</summary>
    public PendingRequest<T> Add<T>()
    {
        lock (_gate)
        {
            var request = _spare.TryGetValue(typeof(T), out var spare) && spare.TryPop(out var used)
                ? (PendingRequest<T>)used
                : new PendingRequest<T>(this, connection.Opts.Clock);
            request.Id = ++_last;
            _waiting.Add(request.Id, request);
            return request;
        }
    }

    /// <summary>True for exactly one of reply, timeout, cancellation and shutdown: that one completes the request.</summary>
    public bool TryRemove(long id)
    {
        lock (_gate)
        {
            return _waiting.Remove(id);
        }
    }

    public void Recycle<T>(PendingRequest<T> request)
    {
        lock (_gate)
        {
            if (!_spare.TryGetValue(typeof(T), out var spare))
            {
                _spare.Add(typeof(T), spare = []);
            }

            if (spare.Count < connection.Opts.ObjectPoolSize)
            {
                spare.Push(request);
                return;
            }
        }

        request.Dispose();
    }

    /// <summary>A reply came. One that nobody waits for any more is ignored.</summary>
    public void Take(byte[] buffer, in ServerFrame frame, ReadyQueue ready)
    {
        var subject = frame.Subject.Of(buffer);
        if (subject.Length <= _prefixBytes || !Utf8Parser.TryParse(subject[_prefixBytes..], out long id, out var digits) || digits != subject.Length - _prefixBytes)
        {
            // To the last letter a number: what only begins with one is not ours.
            return;
        }

        PendingRequest? request;
        lock (_gate)
        {
            if (!_waiting.Remove(id, out request))
            {
                return;
            }
        }

        request.Reply(buffer, frame);
        ready.Add(request);
    }

    /// <summary>Fails all that wait.</summary>
    public void Close(Exception reason)
    {
        PendingRequest[] waiting;
        lock (_gate)
        {
            waiting = [.. _waiting.Values];
            _waiting.Clear();
        }

        foreach (var request in waiting)
        {
            request.Fail(reason);
            ThreadPool.UnsafeQueueUserWorkItem(request, preferLocal: false);
        }
    }
}
