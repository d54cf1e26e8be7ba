using System.CommandLine;
using System.CommandLine.Parsing;
using Plane.Domain.Identity;

namespace Plane.Cli.Nats;

/// <summary>Arguments that name something of Plane's.</summary>
internal static class NamedArguments
{
    public static Argument<ClusterName> Cluster() => new("cluster") { Description = "Name of the cluster, e.g. sessions.example.com.", CustomParser = ClusterOf };

    public static Option<ClusterName?> ClusterOnly() => new("--cluster") { Description = "Of this cluster only.", CustomParser = ClusterOf };

    public static Argument<BackendId> Backend() => new("backend") { Description = "Backend id.", CustomParser = BackendOf };

    public static Argument<BackendId[]> Backends() => new("backend")
    {
        Description = "Backend ids.",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = static result => AllOf(result, "backend id", static text => BackendId.TryParse(text, out var id) ? id : null),
    };

    public static Argument<BackendId?> BackendOrAll() => new("backend") { Description = "Backend id; all of them without it.", Arity = ArgumentArity.ZeroOrOne, CustomParser = BackendOf };

    public static Argument<DroneId[]> Drones() => new("drone")
    {
        Description = "Ids of the drones.",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = static result => AllOf(result, "drone id", static text => DroneId.TryParse(text, out var id) ? id : null),
    };

    public static BackendId? BackendOf(ArgumentResult result)
    {
        if (BackendId.TryParse(result.Tokens[0].Value, out var id))
        {
            return id;
        }

        result.AddError($"'{result.Tokens[0].Value}' is no backend id: 1 to 45 of a-z, 0-9 and '-' are expected.");
        return null;
    }

    public static DroneId? DroneOf(ArgumentResult result)
    {
        if (DroneId.TryParse(result.Tokens[0].Value, out var id))
        {
            return id;
        }

        result.AddError($"'{result.Tokens[0].Value}' is no drone id: 1 to 45 of a-z, 0-9 and '-' are expected.");
        return null;
    }

    private static ClusterName? ClusterOf(ArgumentResult result)
    {
        if (ClusterName.TryParse(result.Tokens[0].Value, out var name))
        {
            return name;
        }

        result.AddError($"'{result.Tokens[0].Value}' is no cluster name: a DNS name with an optional port is expected.");
        return null;
    }

    private static T[] AllOf<T>(ArgumentResult result, string kind, Func<string, T?> parse)
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
                result.AddError($"'{token.Value}' is no {kind}: 1 to 45 of a-z, 0-9 and '-' are expected.");
            }
        }

        return [.. all];
    }
}
