namespace Plane.Domain.Keys;

/// <summary>What the leader's entry means to a drone whose renewal was refused.</summary>
public enum LeaseFinding
{
    /// <summary>An own renewal was stored although its acknowledgement was lost: take over its revision.</summary>
    Adopt,

    /// <summary>The revision is the one already known: the refusal says nothing.</summary>
    Unanswered,

    /// <summary>An earlier write of ours stands there: the store lost the later ones. Go on from that revision, with the deadlines it had.</summary>
    FellBack,

    /// <summary>The same backend on the same drone under a newer incarnation: leave, and touch nothing.</summary>
    Succeeded,

    /// <summary>Somebody else holds the key: kill.</summary>
    Lost,

    /// <summary>No entry: one create with the same identity may win it back while the own deadline has not passed.</summary>
    Gone,
}
