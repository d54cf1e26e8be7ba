namespace Plane.Tests.Controller;

/// <summary>Leases of their real length: fake drones do not renew them, and these tests take their time.</summary>
public sealed class UnhurriedFixture : ControllerFixture
{
    protected override double LeaseScale => 1;
}
