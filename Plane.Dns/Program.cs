using Plane.Dns;

await DnsApp.Build(args).RunAsync();

