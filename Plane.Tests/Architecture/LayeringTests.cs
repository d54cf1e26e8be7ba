using System.Xml.Linq;

namespace Plane.Tests.Architecture;

/// <summary>The map of the house, checked against the files.</summary>
public sealed class LayeringTests
{
    private static readonly string[] Unmapped = ["Plane.Benchmarks", "Plane.Tests"];

    public static TheoryData<string> Projects => [.. HouseMap.Projects.Keys];

    public static TheoryData<string> OrderedProjects => [.. HouseMap.Folders.Keys];

    [Fact]
    public void Every_project_is_on_the_map()
    {
        var found = Directory.GetDirectories(Repository.Root, "Plane.*").Select(Path.GetFileName).Except(Unmapped);

        Assert.Equal(HouseMap.Projects.Keys.Order(), found.Order());
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_lies_below(string project)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, project, project + ".csproj"));

        Assert.Empty(HouseRules.ForbiddenReferences(file, HouseMap.Projects[project]));
    }

    [Fact]
    public void A_stand_in_knows_no_project_of_Plane()
    {
        var libraries = Directory.EnumerateFiles(Path.Combine(Repository.Root, "lib"), "*.csproj", SearchOption.AllDirectories);

        Assert.All(libraries, static file => Assert.Empty(HouseRules.ForbiddenReferences(XDocument.Load(file), [])));
    }

    [Theory]
    [MemberData(nameof(OrderedProjects))]
    public void A_folder_looks_only_downwards(string project)
    {
        var upward =
            from file in Repository.Sources(project)
            from other in HouseRules.UpwardUses(project, TopFolder(project, file), File.ReadAllText(file), HouseMap.Folders[project])
            select $"{Repository.Relative(file)} uses {other}";

        Assert.Empty(upward);
    }

    [Theory]
    [MemberData(nameof(OrderedProjects))]
    public void Every_folder_with_sources_has_its_place(string project)
    {
        var folders = Repository.Sources(project).Select(file => TopFolder(project, file)).Where(static folder => !folder.EndsWith(".cs", StringComparison.Ordinal)).Distinct();

        Assert.Empty(folders.Except(HouseMap.Folders[project]));
    }

    [Fact]
    public void The_domain_knows_no_wire_no_disk_no_host()
    {
        var found =
            from file in Repository.Sources("Plane.Domain")
            from line in HouseRules.ForeignLines(File.ReadAllText(file), HouseMap.ForeignToDomain)
            select $"{Repository.Relative(file)}: {line}";

        Assert.Empty(found);
    }

    [Fact]
    public void No_file_outgrows_one_sitting()
    {
        var all = HouseMap.Projects.Keys.Concat(Unmapped).Append("lib").Append("samples").SelectMany(Repository.Sources);
        var tooLong = all.Where(static file => File.ReadLines(file).Count() > HouseRules.MaxFileLines).Select(Repository.Relative);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void A_planted_upward_reference_is_found()
    {
        var planted = XDocument.Parse("""<Project><ItemGroup><ProjectReference Include="../Plane.Drone/Plane.Drone.csproj" /></ItemGroup></Project>""");

        Assert.Equal(["Plane.Drone"], HouseRules.ForbiddenReferences(planted, HouseMap.Projects["Plane.Controller"]));
    }

    [Fact]
    public void A_planted_upward_use_is_found()
    {
        const string Planted = "using Plane.Dns.Server;\nnamespace Plane.Dns.Protocol;\n";

        Assert.Equal(["Server"], HouseRules.UpwardUses("Plane.Dns", "Protocol", Planted, HouseMap.Folders["Plane.Dns"]));
    }

    private static string TopFolder(string project, string file) =>
        Path.GetRelativePath(Path.Combine(Repository.Root, project), file).Split(Path.DirectorySeparatorChar)[0];
}
