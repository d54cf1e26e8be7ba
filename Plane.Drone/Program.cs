using Plane.Drone;
using Plane.Drone.Agent;
using Plane.Drone.Guard;
using Plane.Drone.Proxy.Sockets;
using Plane.ServiceDefaults.Configuration;
using Plane.State.Time;

if (args is [GuardProgram.Verb, .. var rest])
{
    return await GuardProgram.RunAsync(rest, BootClock.Instance);
}

SocketCompletions.RunInline();
try
{
    return await PlaneProgram.RunAsync(ProgramKind.Drone, typeof(DroneApp).Assembly, args, DroneApp.Build);
}
catch (DroneStartException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
