using Plane.Controller;

await ControllerApp.Build(args).RunAsync();
