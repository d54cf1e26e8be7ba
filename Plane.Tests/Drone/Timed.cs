namespace Plane.Tests.Drone;

/// <summary>Tests that compare deadlines of a tenth of their real length run alone: a machine busy with other tests would be the one that is late.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class Timed
{
    public const string Name = "timed";
}
