using Plane.Benchmarks.Dns;
using Plane.Benchmarks.Nats;
using Plane.Benchmarks.Proxy;
using Plane.Benchmarks.Spawn;

// The first argument names what is measured; the rest belongs to it.
return args switch
{
    ["dns", .. var rest] => await DnsBenchmark.RunAsync(rest, CancellationToken.None),
    ["nats", .. var rest] => await NatsBenchmark.RunAsync(rest, CancellationToken.None),
    ["proxy", .. var rest] => await ProxyBenchmark.RunAsync(rest, CancellationToken.None),
    [EchoBackend.Verb] => await EchoBackend.RunAsync(CancellationToken.None),
    ["spawn", .. var rest] => await SpawnBenchmark.RunAsync(rest, CancellationToken.None),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project Plane.Benchmarks -- dns [ROUNDS] | nats [ROUNDS] | proxy [ROUNDS] [requests|sockets] | spawn [ROUNDS] (the latter beside ./run)");
    return 2;
}
