using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Plane.ServiceDefaults.Configuration;
using Plane.Tests.Architecture;

namespace Plane.Tests.ServiceDefaults.Configuration;

public sealed class ConfigurationPageTests
{
    private static readonly string Page = Path.Combine(Repository.Root, "docs", "configuration.md");

    public static TheoryData<ProgramKind> Programs => [.. Enum.GetValues<ProgramKind>()];

    [Fact]
    public void The_page_is_what_the_docstrings_say()
    {
        var text = ConfigurationPage.Text();
        if (Environment.GetEnvironmentVariable("PLANE_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(Page, text);
        }

        Assert.Equal(text, File.ReadAllText(Page));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_setting_has_a_docstring_and_its_line(ProgramKind program)
    {
        var page = File.ReadAllText(Page);
        var silent = Given.CatalogOf(program).Keys.Where(static key => DocComments.Of(key.Property).Length < 20).Select(static key => key.Path);
        var missing = Given.CatalogOf(program).Keys.Where(key => !page.Contains($"`{key.Path[(SectionOf(program, key).Length + 1)..]}`", StringComparison.Ordinal)).Select(static key => key.Path);

        Assert.Empty(silent);
        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void The_range_that_is_documented_is_the_range_that_is_checked(ProgramKind program)
    {
        foreach (var key in Given.CatalogOf(program).Keys.Where(static key => ConfigurationPage.IsNumber(key.Type) && key.Type != typeof(double)))
        {
            var range = NumberRange.In(DocComments.Of(key.Property));

            Assert.True(range is not null, $"{key.Path}: its docstring has no range such as 1–3,600");
            Assert.True(key.Default is null || InRange(Convert.ToDouble(key.Default, CultureInfo.InvariantCulture), range), $"{key.Path}: the default lies outside {range}");
            Assert.All([range.Min, range.Max], allowed => Assert.DoesNotContain(FaultsOf(program, key, allowed), fault => IsAbout(fault, key)));
            Assert.All([range.Min - 1, range.Max + 1], refused => Assert.True(FaultsOf(program, key, refused).Any(fault => IsAbout(fault, key)), $"{key.Path} may be {refused}"));
        }
    }

    private static bool InRange(double value, NumberRange range) => value >= range.Min && value <= range.Max;

    private static bool IsAbout(string fault, OptionKey key) => fault.StartsWith(Concrete(key) + " ", StringComparison.Ordinal);

    private static string Concrete(OptionKey key) => key.Path.Replace("*", "0", StringComparison.Ordinal);

    private static ImmutableArray<string> FaultsOf(ProgramKind program, OptionKey key, double value)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create(Concrete(key), (string?)value.ToString(CultureInfo.InvariantCulture))]).Build();
        return SettingsReader.Read(configuration, Given.CatalogOf(program)).Faults;
    }

    private static string SectionOf(ProgramKind program, OptionKey key) =>
        Given.CatalogOf(program).Classes.Select(OptionsCatalog.SectionOf).Where(section => key.Path.StartsWith(section + ":", StringComparison.Ordinal)).MaxBy(static section => section.Length)!;
}
