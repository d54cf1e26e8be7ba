namespace Plane.Tests.Keys.Simulation;

/// <summary>Mistakes that the search must find; each is one line of an actor.</summary>
internal enum PlantedFault
{
    None,

    /// <summary>A drone whose acceptance is refused reads the entry and takes it at that revision.</summary>
    AcceptRereads,

    /// <summary>A release deletes whatever is there.</summary>
    UnconditionalDelete,

    /// <summary>A lease's deadlines count from the answer, not from the first send.</summary>
    DeadlineFromAcknowledgement,

    /// <summary>A controller draws the token, then writes the entry.</summary>
    TokenBeforeEntry,

    /// <summary>A held key is taken over because its record says terminated, whoever wrote that, and the reaper asks nobody before it writes.</summary>
    TakeoverOnReapersWord,
}
