using System.Globalization;
using Plane.Domain.Identity;

namespace Plane.Tests.Keys.Simulation;

/// <summary>
/// True time and what happens in it, in one thread and in one order: the same seed and incidents give the same story. Continuations of the
/// actors run inside the event that completes what they wait for, so an actor that is dead or frozen simply is not continued.
/// </summary>
internal sealed class World(int seed)
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _events = new();
    private readonly List<string> _log = [];
    private readonly List<Task> _tasks = [];
    private long _order;

    public TimeSpan Now { get; private set; }

    /// <summary>For what belongs to no actor: the way to the store, the store's servers.</summary>
    public Random Chance { get; } = new(seed);

    /// <summary>What broke the promise; null while it holds.</summary>
    public string? Violation { get; private set; }

    public IReadOnlyList<string> Log => _log;

    public Random ChanceOf(string actor) => new(HashCodeOf(actor));

    public void At(TimeSpan at, Action act) => _events.Enqueue(act, (at < Now ? Now : at, _order++));

    public void Say(string text) => _log.Add(string.Create(CultureInfo.InvariantCulture, $"{Now.TotalSeconds,8:F3}  {text}"));

    public void Break(string how)
    {
        Say("VIOLATION: " + how);
        Violation ??= how;
    }

    /// <summary>Keeps an actor's task, so that what throws in it is found at the end.</summary>
    public void Add(Task task) => _tasks.Add(task);

    public void Run(TimeSpan until)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            while (Violation is null && _events.TryDequeue(out var act, out var due) && due.At <= until)
            {
                Now = due.At;
                act();
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }

        if (_tasks.Find(static task => task.IsFaulted) is { Exception: { } exception })
        {
            throw new InvalidOperationException("An actor of the simulation broke.", exception);
        }
    }

    public static Entropy EntropyOf(Random chance) => new(memory => chance.NextBytes(memory.Span));

    /// <summary>Of the text itself: string.GetHashCode differs from run to run.</summary>
    private int HashCodeOf(string actor) => actor.Aggregate(seed, static (hash, letter) => unchecked((hash * 31) + letter));
}
