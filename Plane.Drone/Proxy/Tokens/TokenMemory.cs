using Plane.Domain.Identity;
using Plane.State.Time;

namespace Plane.Drone.Proxy.Tokens;

/// <summary>A bounded memory of looked-up tokens: what was not used for longest goes first, and everything goes when its time is over.</summary>
internal sealed class TokenMemory(int capacity, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<AccessToken, LinkedListNode<Remembered>> _nodes = [];
    private readonly LinkedList<Remembered> _byUse = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _nodes.Count;
            }
        }
    }

    public bool TryFind(AccessToken token, out TokenFinding finding)
    {
        lock (_gate)
        {
            finding = default;
            if (!_nodes.TryGetValue(token, out var node))
            {
                return false;
            }

            if (node.Value.Until <= clock.Elapsed())
            {
                Remove_NeedsLock(node);
                return false;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            finding = node.Value.Finding;
            return true;
        }
    }

    public void Remember(AccessToken token, TokenFinding finding, TimeSpan lifetime)
    {
        lock (_gate)
        {
            if (_nodes.TryGetValue(token, out var old))
            {
                Remove_NeedsLock(old);
            }
            else if (_nodes.Count >= capacity)
            {
                Remove_NeedsLock(_byUse.Last!);
            }

            _nodes[token] = _byUse.AddFirst(new Remembered(token, finding, clock.Elapsed() + lifetime));
        }
    }

    private void Remove_NeedsLock(LinkedListNode<Remembered> node)
    {
        _byUse.Remove(node);
        _nodes.Remove(node.Value.Token);
    }

    private readonly record struct Remembered(AccessToken Token, TokenFinding Finding, TimeSpan Until);
}
