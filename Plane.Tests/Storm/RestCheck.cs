using System.Collections.Immutable;
using Plane.Domain.Identity;

namespace Plane.Tests.Storm;

/// <summary>What is there once a storm is over and everything had time to settle. Compares engine, records and keys. Pure.</summary>
internal static class RestCheck
{
    public static ImmutableArray<string> Violations(StormRest rest) =>
    [
        .. rest.Untaken.Select(static lost => $"{lost.Key} is lost: it cannot be taken ({lost.Value})"),
        .. rest.Containers.Where(container => !rest.Records.ContainsKey(container)).Select(static container => $"{container} is an orphan: its container has no living record"),
        .. rest.Records.Where(record => !rest.Containers.Contains(record.Key)).Select(static record => $"{record.Key} is stuck: its record is {record.Value} and it has no container"),
        .. rest.Containers.Where(container => rest.Records.ContainsKey(container) && !rest.Holders.ContainsValue(container)).Select(static container => $"{container} runs without holding a key"),
        .. rest.Holders.Where(holder => !rest.Containers.Contains(holder.Value)).Select(static holder => $"{holder.Key} is held by {holder.Value}, which has no container"),
    ];
}

/// <param name="Untaken">Keys that could not be taken, and what was answered.</param>
/// <param name="Containers">Backends that the engine has a container of, running or not.</param>
/// <param name="Records">Backends whose record has not ended, with its status.</param>
/// <param name="Holders">Who has each key by the leader's word.</param>
internal sealed record StormRest(
    ImmutableSortedDictionary<string, string> Untaken,
    ImmutableHashSet<BackendId> Containers,
    ImmutableDictionary<BackendId, string> Records,
    ImmutableSortedDictionary<string, BackendId> Holders)
{
    /// <summary>Nothing at all.</summary>
    public static StormRest None { get; } = new(ImmutableSortedDictionary<string, string>.Empty, [], ImmutableDictionary<BackendId, string>.Empty, ImmutableSortedDictionary<string, BackendId>.Empty);

    public bool IsEmpty => Untaken.IsEmpty && Containers.IsEmpty && Records.IsEmpty && Holders.IsEmpty;

    public override string ToString() => $"untaken [{string.Join(", ", Untaken.Keys)}], containers [{string.Join(", ", Containers)}], records [{string.Join(", ", Records)}], holders [{string.Join(", ", Holders)}]";
}
