using Plane.Controller;
using Plane.ServiceDefaults.Configuration;

return await PlaneProgram.RunAsync(ProgramKind.Controller, typeof(ControllerApp).Assembly, args, static args => ControllerApp.Build(args));
