using Microsoft.Extensions.Configuration;
using Plane.Controller;
using Plane.Dns;
using Plane.Domain.Keys;
using Plane.ServiceDefaults.Configuration;
using Plane.State.Keys;

namespace Plane.Tests.State;

/// <summary>One setting, read in one way by every program.</summary>
public sealed class LeaseScaleTests
{
    [Theory]
    [InlineData(null, 1)]
    [InlineData("0.1", 0.1)]
    [InlineData("10", 10)]
    public void A_factor_in_range_scales_every_time(string? text, double factor)
    {
        var faults = new List<string>();

        Assert.Equal(LeaseTimings.Default.Scaled(factor), LeaseScale.Read(Configured(text), faults));
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("11")]
    [InlineData("NaN")]
    [InlineData("0,1")]
    [InlineData("fast")]
    public void Whatever_else_is_refused_by_every_program_with_the_setting_s_name(string text)
    {
        var argument = $"--{LeaseScale.Setting}={text}";

        Told(text, Assert.Throws<SettingsException>(() => ControllerApp.Build([argument])).Message);
        Told(text, Assert.Throws<SettingsException>(() => Plane.Drone.DroneApp.Build([argument])).Message);
        Told(text, Assert.Throws<SettingsException>(() => DnsApp.Build([argument])).Message);
    }

    private static void Told(string text, string message) => Assert.Contains($"{LeaseScale.Setting} is '{text}'; 0.01 to 10 is expected.", message, StringComparison.Ordinal);

    private static IConfigurationRoot Configured(string? text) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [LeaseScale.Setting] = text }).Build();
}
