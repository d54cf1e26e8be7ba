using Plane.Drone.Runtime;
using Plane.State.Time;

namespace Plane.Drone.Guard;

/// <summary>
/// The guard's whole work: look at the journal, kill what is past its deadline, and end when the drone is gone and nothing is left to guard.
/// It asks nobody but the files and the engine.
/// </summary>
internal sealed class GuardWatch(GuardJournal journal, IReadOnlyDictionary<RuntimeKind, IBackendKiller> killers, Func<bool> droneLives, TimeProvider clock, GuardLog log)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan KillAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>What has not gone within <see cref="Haste"/> is tried less often: its engine may be away for days.</summary>
    private static readonly TimeSpan KillLater = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Haste = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, Task> _kills = [];
    private readonly string _bootId = BootId.Read();

    /// <summary>Deadlines as last read. They only move away, so a file need not be read again before the one that is known.</summary>
    private Dictionary<string, TimeSpan> _known = [];

    public async Task RunAsync(CancellationToken token)
    {
        while (true)
        {
            foreach (var done in _kills.Where(static kill => kill.Value.IsCompleted).Select(static kill => kill.Key).ToList())
            {
                _kills.Remove(done);
            }

            _known = Deadlines();
            if (_known.Count == 0 && !droneLives())
            {
                return;
            }

            foreach (var backend in _known.Where(known => known.Value <= clock.Elapsed() && !_kills.ContainsKey(known.Key)).Select(static known => known.Key))
            {
                _kills[backend] = KillAsync(backend, token);
            }

            // Short looks instead of one long sleep: timers stand still while the machine is suspended, deadlines do not.
            await Task.Delay(Look, clock, token);
        }
    }

    private Dictionary<string, TimeSpan> Deadlines()
    {
        var (now, deadlines) = (clock.Elapsed(), new Dictionary<string, TimeSpan>());
        foreach (var name in journal.Names())
        {
            if (_known.TryGetValue(name, out var known) && known > now)
            {
                deadlines[name] = known;
            }
            else if (journal.Find(name) is { } entry)
            {
                deadlines[name] = IsDue(entry) ? TimeSpan.Zero : entry.Deadline;
            }
        }

        return deadlines;
    }

    private bool IsDue(JournalEntry entry) => entry.BootId != _bootId || clock.Elapsed() >= entry.Deadline;

    private async Task KillAsync(string backend, CancellationToken token)
    {
        try
        {
            log.Say(backend, "its lease is over");

            var began = clock.GetTimestamp();

            // Read again each time: a renewal may have moved the deadline, or the drone may have finished the job.
            while (journal.Find(backend) is { } entry && IsDue(entry))
            {
                if (await killers[entry.Kind].TryKillAsync(entry, token))
                {
                    journal.Remove(backend);
                    log.Say(backend, "gone");
                    break;
                }

                await Task.Delay(clock.GetElapsedTime(began) < Haste ? KillAgain : KillLater, clock, token);
            }

            log.Forget(backend);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The next look begins anew; the guard must not die of one backend.
            log.Say(backend, exception.ToString());
        }
    }
}
