using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Plane.Tests.LongFirst", "Plane.Tests")]

namespace Plane.Tests;

/// <summary>Begins with the collections that take longest, so that none of them is what everything waits for in the end.</summary>
public sealed class LongFirst : ITestCollectionOrderer
{
    /// <summary>Those of more than ten seconds, longest first; by a part of their names.</summary>
    private static readonly string[] Long =
    [
        Scenarios.ToolsCollection.Name, Scenarios.ScenarioCollection.Name, "Storm.StormTests", "LostStoreTests", "LeaseTests", "RestartTests", "ExecutorTests", "OpenStreamsTests", "StopTests", "PullTests",
        "OrderingTests", "NatsCommandTests", "Drone.SpawnTests", "DescribedAnswersTests", "InsightCommandTests", "ContainerTests", "SeveralControllersTests", "WireCaseTests",
        "ProxyProcessTests", "AttachTests", "BrowserRoutingTests", "LastingTests", "DomainOrderingTests", "ClusterCommandTests", "DnsCommandTests", "AcquisitionTests", "GrantGateTests", "SlowClientTests", "ProtocolMatrixTests", "RelayTests",
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(static collection => Array.FindIndex(Long, name => collection.DisplayName.Contains(name, StringComparison.Ordinal)) is var at and >= 0 ? at : Long.Length);
}
