using Plane.Benchmarks.Nats;
using Plane.Benchmarks.Spawn;

// The first argument names what is measured; the rest belongs to it.
return args switch
{
    ["nats", .. var rest] => await NatsBenchmark.RunAsync(rest, CancellationToken.None),
    ["spawn", .. var rest] => await SpawnBenchmark.RunAsync(rest, CancellationToken.None),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project Plane.Benchmarks -- nats [ROUNDS] | spawn [ROUNDS] (the latter beside ./run)");
    return 2;
}
