using System.Reflection;

namespace Plane.Tests.Architecture;

/// <summary>A stand-in shows what its package shows, in the package's shape, and nothing else.</summary>
public sealed class StandInSurfaceTests
{
    private static readonly string[] StandIns =
    [
        "Aspire.Hosting", "Aspire.Hosting.Nats", "Aspire.Hosting.Testing", "Aspire.NATS.Net", "Certes", "Docker.DotNet", "NATS.Net", "OpenTelemetry.Extensions.Hosting",
    ];

    public static TheoryData<string> Packages => [.. StandIns];

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_surface_is_what_was_checked(string package)
    {
        var file = new PublicApiFile(package);
        var surface = PublicSurface.Of(Assembly.Load(package));
        if (Environment.GetEnvironmentVariable("PLANE_UPDATE_GOLDEN") == "1")
        {
            file.Write(surface);
            return;
        }

        var differences = file.Differences(surface);

        Assert.True(differences.Count == 0, $"lib/{package}/PublicApi.txt (-) and the stand-in (+) differ:\n{string.Join('\n', differences)}");
    }

    [Fact]
    public void Every_stand_in_has_its_list()
    {
        var withList = Directory.GetFiles(Path.Combine(Repository.Root, "lib"), "PublicApi.txt", SearchOption.AllDirectories).Select(static file => Path.GetFileName(Path.GetDirectoryName(file)));
        var libraries = Directory.GetDirectories(Path.Combine(Repository.Root, "lib")).Select(Path.GetFileName).Where(static name => name is not ("Peers" or "Toml") && !name!.Contains(".Tests", StringComparison.Ordinal));

        Assert.Equal(libraries.Order(), withList.Order());
        Assert.Equal(libraries.Order(), StandIns.Order());
    }

    [PackageSpecsFact]
    public void Every_public_name_is_in_the_fact_sheets_or_allowed_with_a_reason()
    {
        var specs = PackageSpecs.Read(PackageSpecsFactAttribute.Folder!);

        var unknown =
            from package in StandIns
            let allowed = new PublicApiFile(package).AllowedNames.ToHashSet()
            from found in PublicSurface.Names(Assembly.Load(package))
            where !specs.Knows(found.Name) && !allowed.Contains(found.Name)
            select $"{package}: {TypeText.Name(found.Type)} {found.Name}";

        Assert.True(!unknown.Any(), $"Not in the fact sheets, nor allowed in PublicApi.txt:\n{string.Join('\n', unknown.Distinct())}");
    }

    [PackageSpecsFact]
    public void Nothing_is_allowed_that_is_not_there_or_that_the_fact_sheets_know()
    {
        var specs = PackageSpecs.Read(PackageSpecsFactAttribute.Folder!);

        var stale =
            from package in StandIns
            let names = PublicSurface.Names(Assembly.Load(package)).Select(static found => found.Name).ToHashSet()
            from name in new PublicApiFile(package).AllowedNames
            where !names.Contains(name) || specs.Knows(name)
            select $"{package}: {name}";

        Assert.Empty(stale);
    }

    [Fact]
    public void A_planted_member_and_a_changed_one_are_found()
    {
        var file = new PublicApiFile("Aspire.NATS.Net");
        var surface = file.Surface.Select(static line => line.Replace("bool DisableTracing", "bool? DisableTracing", StringComparison.Ordinal)).Append("    void PlaneOnly()").ToArray();

        var differences = file.Differences(surface);

        Assert.Equal(3, differences.Count);
        Assert.Contains(differences, static line => line.StartsWith('+') && line.Contains("PlaneOnly", StringComparison.Ordinal));
    }
}
