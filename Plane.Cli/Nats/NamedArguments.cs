using System.CommandLine;
using System.CommandLine.Parsing;
using Plane.Domain.Identity;

namespace Plane.Cli.Nats;

/// <summary>Arguments that name something of Plane's.</summary>
internal static class NamedArguments
{
    private const string IdRule = "1 to 45 of a-z, 0-9 and '-' are expected";

    public static Argument<ClusterName> Cluster() => new("cluster") { Description = "Name of the cluster, e.g. sessions.example.com.", CustomParser = ClusterOf };

    public static Option<ClusterName?> ClusterOnly() => new("--cluster") { Description = "Of this cluster only.", CustomParser = ClusterOf };

    public static Argument<BackendId> Backend() => new("backend") { Description = "Backend id.", CustomParser = BackendOf };

    public static Argument<BackendId[]> Backends() => new("backend") { Description = "Backend ids.", Arity = ArgumentArity.OneOrMore, CustomParser = BackendsOf };

    public static Argument<BackendId?> BackendOrAll() => new("backend") { Description = "Backend id; all of them without it.", Arity = ArgumentArity.ZeroOrOne, CustomParser = BackendOf };

    public static Argument<DroneId[]> Drones() => new("drone") { Description = "Ids of the drones.", Arity = ArgumentArity.OneOrMore, CustomParser = DronesOf };

    public static BackendId? BackendOf(ArgumentResult result) => BackendsOf(result).FirstOrDefault();

    public static DroneId? DroneOf(ArgumentResult result) => DronesOf(result).FirstOrDefault();

    private static ClusterName? ClusterOf(ArgumentResult result) =>
        AllOf(result, static text => ClusterName.TryParse(text, out var name) ? name : null, "cluster name", "a DNS name with an optional port is expected").FirstOrDefault();

    private static BackendId[] BackendsOf(ArgumentResult result) => AllOf(result, static text => BackendId.TryParse(text, out var id) ? id : null, "backend id", IdRule);

    private static DroneId[] DronesOf(ArgumentResult result) => AllOf(result, static text => DroneId.TryParse(text, out var id) ? id : null, "drone id", IdRule);

    /// <summary>Those that can be read; the others are errors of the command line.</summary>
    private static T[] AllOf<T>(ArgumentResult result, Func<string, T?> parse, string kind, string rule)
        where T : class
    {
        var all = new List<T>();
        foreach (var token in result.Tokens)
        {
            if (parse(token.Value) is { } one)
            {
                all.Add(one);
            }
            else
            {
                result.AddError($"'{token.Value}' is no {kind}: {rule}.");
            }
        }

        return [.. all];
    }
}
