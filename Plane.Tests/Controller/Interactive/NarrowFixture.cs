namespace Plane.Tests.Controller.Interactive;

/// <summary>A server that takes no message as long as a full piece of input: the client of it refuses to send that.</summary>
public sealed class NarrowFixture : ControllerFixture
{
    protected override double LeaseScale => 1;

    protected override string ServerConfig => "max_payload: 16390";
}
