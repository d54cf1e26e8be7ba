using Plane.Drone;
using Plane.Drone.Agent;
using Plane.Drone.Guard;
using Plane.State.Time;

if (args is [GuardProgram.Verb, .. var rest])
{
    return await GuardProgram.RunAsync(rest, BootClock.Instance);
}

try
{
    await using var app = DroneApp.Build(args);
    await app.RunAsync();
    return 0;
}
catch (DroneStartException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
