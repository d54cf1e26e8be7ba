using Plane.Benchmarks.Nats;

// The first argument names what is measured; the rest belongs to it.
return args switch
{
    ["nats", .. var rest] => await NatsBenchmark.RunAsync(rest, CancellationToken.None),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project Plane.Benchmarks -- nats [ROUNDS]");
    return 2;
}
