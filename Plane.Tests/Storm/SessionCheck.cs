using System.Collections.Immutable;
using System.Globalization;
using Plane.Domain.Identity;

namespace Plane.Tests.Storm;

/// <summary>Reads the promise off what the containers wrote: per key tokens only rise, and never do two containers run at once. Pure.</summary>
internal static class SessionCheck
{
    /// <param name="lines">In the order of the file.</param>
    public static ImmutableArray<string> Violations(IEnumerable<SessionLine> lines) =>
        [.. lines.GroupBy(static line => line.Key).SelectMany(static key => OfKey(key.Key, [.. key]))];

    private static IEnumerable<string> OfKey(string key, IReadOnlyList<SessionLine> lines)
    {
        var sessions = new List<Session>();
        foreach (var line in lines)
        {
            if (sessions.Find(session => session.Token == line.Token && session.Backend == line.Backend) is { } known)
            {
                known.Last = line.At > known.Last ? line.At : known.Last;
                if (known != sessions[^1] && known.OutlivedBy is null)
                {
                    known.OutlivedBy = sessions[^1];
                    yield return Text($"{key}: {known} still runs at {line.At.TotalSeconds:F2} after {sessions[^1]} began at {sessions[^1].First.TotalSeconds:F2}");
                }

                continue;
            }

            var next = new Session(line.Token, line.Backend, line.At);
            if (sessions.Find(session => session.Token >= next.Token) is { } earlier)
            {
                yield return Text($"{key}: {next} began after {earlier}: tokens must rise");
            }

            // Both clocks were read before their lines were written, so the order of the file alone could hide this.
            if (sessions.Find(session => session.Last > next.First) is { } running)
            {
                yield return Text($"{key}: {next} ran at {next.First.TotalSeconds:F2}, {running} still at {running.Last.TotalSeconds:F2}");
            }

            sessions.Add(next);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed class Session(long token, BackendId backend, TimeSpan first)
    {
        public long Token => token;

        public BackendId Backend => backend;

        public TimeSpan First { get; } = first;

        public TimeSpan Last { get; set; } = first;

        public Session? OutlivedBy { get; set; }

        public override string ToString() => Text($"{backend} (token {token})");
    }
}
