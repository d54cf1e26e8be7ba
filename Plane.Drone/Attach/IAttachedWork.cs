using Plane.Contracts.Drones;
using Plane.State.Conduits;

namespace Plane.Drone.Attach;

/// <summary>What a conduit is for.</summary>
internal interface IAttachedWork
{
    /// <param name="token">The other end wants no more of it, or is gone: nothing of it may be left when this returns.</param>
    /// <exception cref="Runtime.RuntimeException">It cannot be done; the message is for who wanted it.</exception>
    Task<AttachEnd> RunAsync(Conduit conduit, CancellationToken token);
}
