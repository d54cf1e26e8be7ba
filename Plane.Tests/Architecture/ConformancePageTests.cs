using System.Reflection;
using System.Text.RegularExpressions;

namespace Plane.Tests.Architecture;

/// <summary>The checklist of what the HTTP generation's tests ask for names tests that exist.</summary>
public sealed partial class ConformancePageTests
{
    private static readonly string[] Rows = [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "conformance.md")).Where(static line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| --- |", StringComparison.Ordinal) && !line.StartsWith("| row |", StringComparison.Ordinal))];

    private static readonly HashSet<string> Tests =
    [
        .. from type in typeof(ConformancePageTests).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public)
           where method.IsDefined(typeof(FactAttribute))
           select $"{type.FullName}.{method.Name}",
    ];

    public static TheoryData<string> Named => [.. Rows.SelectMany(static row => Test().Matches(row)).Select(static match => match.Groups[1].Value).Distinct()];

    [Theory]
    [MemberData(nameof(Named))]
    public void A_test_that_is_named_exists(string name)
    {
        // Several rooms have classes of one name; where two have the method too, the page says which room.
        var found = Tests.Where(test => test.EndsWith("." + name, StringComparison.Ordinal)).ToList();

        Assert.True(found.Count == 1, $"docs/conformance.md names {name}, and there are {found.Count} such tests.");
    }

    [Fact]
    public void Every_row_names_a_test() => Assert.All(Rows, static row => Assert.True(Test().IsMatch(row), row));

    [Fact]
    public void A_test_that_is_not_there_is_not_found() => Assert.DoesNotContain(Tests, static test => test.EndsWith(".ConnectTests.Nobody_wrote_this", StringComparison.Ordinal));

    [GeneratedRegex("`([A-Za-z.]+Tests\\.[A-Za-z_0-9]+)`")]
    private static partial Regex Test();
}
