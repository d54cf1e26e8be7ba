using System.Globalization;
using System.Text.RegularExpressions;

namespace Plane.Tests.Architecture;

/// <summary>An id in a log stands for one message: each is from its project's thousand, and used once.</summary>
public sealed partial class LogIdTests
{
    private static readonly Dictionary<string, int> Thousands = new()
    {
        ["Plane.Controller"] = 1,
        ["Plane.Drone"] = 2,
        ["Plane.State"] = 3,
        ["Plane.Dns"] = 4,
        ["Plane.ServiceDefaults"] = 5,
    };

    [Fact]
    public void Every_id_is_its_projects_and_used_once() => Assert.Empty(Faults(
        from project in Thousands.Keys
        from file in Repository.Sources(project)
        from Match id in Id().Matches(File.ReadAllText(file))
        select (project, Repository.Relative(file), int.Parse(id.Groups["id"].Value, CultureInfo.InvariantCulture))));

    [Fact]
    public void An_id_used_twice_and_one_of_another_project_are_found() => Assert.Equal(
        ["2001 is used 2 times: A.Log.cs, B.Log.cs", "3001 in C.Log.cs is not of Plane.Drone"],
        Faults([("Plane.Drone", "A.Log.cs", 2001), ("Plane.Drone", "B.Log.cs", 2001), ("Plane.Drone", "C.Log.cs", 3001)]).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Faults(IEnumerable<(string Project, string File, int Id)> ids)
    {
        var all = ids.ToList();
        var foreign = all.Where(static use => use.Id / 1000 != Thousands[use.Project]).Select(static use => $"{use.Id} in {use.File} is not of {use.Project}");
        var twice = all.GroupBy(static use => use.Id).Where(static group => group.Count() > 1)
            .Select(static group => $"{group.Key} is used {group.Count()} times: {string.Join(", ", group.Select(static use => use.File))}");
        return foreign.Concat(twice);
    }

    [GeneratedRegex(@"\[LoggerMessage\((?<id>\d+),")]
    private static partial Regex Id();
}
