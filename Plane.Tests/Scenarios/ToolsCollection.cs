namespace Plane.Tests.Scenarios;

/// <summary>Stories of operators and their tools, one after the other on a topology of their own: nothing in them is timed closely.</summary>
[CollectionDefinition(Name)]
public sealed class ToolsCollection : ICollectionFixture<Topology>
{
    public const string Name = "Operators and their tools";
}
