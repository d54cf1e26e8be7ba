namespace Plane.Tests.Controller;

/// <summary>Leases of their real length: fake drones do not renew them, and the page's lines take their time.</summary>
public sealed class ApiPageFixture : ControllerFixture
{
    protected override double LeaseScale => 1;
}
