using System.Collections.Immutable;
using Plane.Contracts.Records;
using Plane.Domain.Backends;

namespace Plane.State.Backends;

/// <summary>The last state that the stream tells of a backend.</summary>
/// <param name="Sequence">Its place in the stream.</param>
/// <param name="State">Null where somebody else put something there that says nothing.</param>
/// <param name="Revision">Of the record that brought it; 0 where that is not said.</param>
public sealed record ToldState(ulong Sequence, BackendState? State, ulong Revision)
{
    /// <summary>What the stream does not tell yet of a record as it stands at a revision. Pure.</summary>
    /// <param name="last">Null where the stream tells nothing.</param>
    public static ImmutableArray<(BackendState State, BackendStatus Since)> MissingOf(BackendRecord record, ulong revision, ToldState? last)
    {
        var course = BackendStates.CourseOf(record.Status, record.LastStatus, record.Reason, record.ExitCode);
        if (last?.State is not { } told)
        {
            return course;
        }

        if (last.Revision > revision || (last.Revision == revision && told.IsEnd()))
        {
            // Somebody knows more than we do, or has said it all.
            return [];
        }

        // An id may be chosen again once its record is purged, while the stream still tells of the life before.
        var isOfEarlierLife = told.IsEnd() || course.IsEmpty || told > course.Where(static one => !one.State.IsEnd()).Select(static one => one.State).DefaultIfEmpty(told).Max();
        return isOfEarlierLife ? course : [.. course.Where(one => one.State > told)];
    }
}
