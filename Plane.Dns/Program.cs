using Plane.Dns;
using Plane.ServiceDefaults.Configuration;

return await PlaneProgram.RunAsync(ProgramKind.Dns, typeof(DnsApp).Assembly, args, DnsApp.Build);
