using System.Net;

namespace Plane.Drone.Runtime.Executor;

/// <param name="Socket">Path of the unix socket the executor listens on.</param>
/// <param name="Address">Where the ports it tells are dialled.</param>
/// <param name="StateDirectory">What was asked of it is written down below it; absolute.</param>
internal sealed record ExecutorOptions(string Socket, IPAddress Address, string StateDirectory);
