namespace Plane.Tests.Scenarios;

/// <summary>One story after the other, most of them on one topology: what is timed here must not wait for other stories' containers.</summary>
[CollectionDefinition(Name)]
public sealed class ScenarioCollection : ICollectionFixture<Topology>
{
    public const string Name = "Scenarios";
}
