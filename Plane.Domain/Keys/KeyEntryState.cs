namespace Plane.Domain.Keys;

public enum KeyEntryState
{
    /// <summary>A controller chose a drone, which has not accepted yet.</summary>
    Reserved,

    /// <summary>A drone runs, or is about to run, the backend.</summary>
    Held,
}
