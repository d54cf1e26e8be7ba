using Plane.ServiceDefaults.Configuration;

namespace Plane.Tests.ServiceDefaults.Configuration;

public sealed class SettingsTests
{
    [Fact]
    public void All_faults_of_all_sections_are_told_at_once()
    {
        var faults = Given.Settings(
            ProgramKind.Drone,
            ("Plane:Drone:Id", "No Good"),
            ("Plane:Drone:Capacity", "many"),
            ("Plane:Drone:Runtime", "Podman"),
            ("Plane:Drone:PublishPorts", "perhaps"),
            ("Plane:Drone:Proxy:HoldSeconds", "0"),
            ("Plane:Drone:Peer:Port", "70000"),
            ("Plane:Leases:Scale", "much")).Faults;

        string[] told = ["Plane:Drone:Id", "Plane:Drone:Cluster", "Plane:Drone:Capacity", "Plane:Drone:Runtime", "Plane:Drone:PublishPorts", "Plane:Drone:Proxy:HoldSeconds", "Plane:Drone:Peer:Port", "Plane:Leases:Scale"];
        Assert.All(told, key => Assert.Contains(faults, fault => fault.StartsWith(key + " is ", StringComparison.Ordinal)));
        Assert.Contains("Plane:Drone:Capacity is 'many'; a whole number is expected.", faults);
        Assert.Contains("Plane:Drone:Runtime is 'Podman'; Docker or Process or Executor is expected.", faults);
    }

    [Theory]
    [InlineData("Plane:Controller:GraceSecond", "Plane:Controller:GraceSeconds")]
    [InlineData("Plane:Controler:GraceSeconds", "Plane:Controller:GraceSeconds")]
    [InlineData("Plane:Controller:SpawnTimeout", null)]
    [InlineData("Plane:Loging:Json", "Plane:Logging:Json")]
    public void An_unknown_setting_is_a_warning_with_the_nearest_known_one(string path, string? nearest)
    {
        var settings = Given.Settings(ProgramKind.Controller, (path, "1"));

        Assert.Empty(settings.Faults);
        Assert.Equal($"{path} is no setting that is known{(nearest is null ? "" : $"; did you mean {nearest}?")}", Assert.Single(settings.Warnings));
    }

    [Fact]
    public void Settings_of_the_other_programs_are_nobodys_fault() =>
        Assert.Empty(Given.Settings(ProgramKind.Controller, ("Plane:Drone:Id", "?"), ("Plane:Dns:Whatever", "1")).Warnings);

    [Theory]
    [InlineData("agnet.ip = '10.0.0.1'", "agnet.ip", "did you mean agent.ip?")]
    [InlineData("[agnet]", "agnet", "did you mean agent?")]
    [InlineData("cluster_domian = 'x.test'", "cluster_domian", "did you mean cluster_domain?")]
    [InlineData("[dns]\nport = 53", "dns.port", "has no effect on the drone: it is a key of the DNS server")]
    [InlineData("[agent.docker]\ninsecure_gpu = true", "agent.docker.insecure_gpu", "has no effect: backends get no GPU")]
    public void A_key_of_a_file_without_effect_is_a_warning(string document, string key, string what)
    {
        var warnings = SettingsReader.Read(Given.Told(ProgramKind.Drone, document), Given.CatalogOf(ProgramKind.Drone)).Warnings;

        var warning = Assert.Single(warnings);
        Assert.StartsWith(key, warning, StringComparison.Ordinal);
        Assert.Contains(what, warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PLANE_NATS__HOST", true)]
    [InlineData("PLANE_CLUSTER_DOMIAN", true)]
    [InlineData("PLANE_RUNTIME", false)]
    [InlineData("PLANE_TEST_LONG", false)]
    [InlineData("PLANE__DRONE__ID", false)]
    [InlineData("PLANETARIUM__X", false)]
    public void A_variable_that_is_nearly_a_key_is_a_warning_and_a_scripts_own_is_not(string name, bool isTold)
    {
        var translation = FileSettings.Read(ProgramKind.Drone, null, [KeyValuePair.Create(name, "x")]);

        Assert.Equal(isTold, translation.Warnings.Any(warning => warning.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_fault_of_a_value_from_a_file_names_its_place()
    {
        var faults = SettingsReader.Read(Given.Told(ProgramKind.Dns, "[dns]\nport = 'x'\n"), Given.CatalogOf(ProgramKind.Dns)).Faults;

        Assert.Matches(@"^Plane:Dns:Listen is '0\.0\.0\.0:x'.* \[plane-\w+\.toml\(2,8\)\]$", Assert.Single(faults));
    }

    [Theory]
    [InlineData("a = 1\na = 2", "(2,1)")]
    [InlineData("port = ", "(1,8)")]
    public void A_file_that_is_no_TOML_is_refused_with_the_place(string document, string place)
    {
        var refused = Assert.Throws<SettingsException>(() => Given.Told(ProgramKind.Dns, document));

        Assert.Contains(".toml" + place, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused() =>
        Assert.Contains("/no/such.toml", Assert.Throws<SettingsException>(() => FileSettings.Read(ProgramKind.Dns, "/no/such.toml", [])).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_section_is_checked_with_the_others()
    {
        var classes = Enum.GetValues<ProgramKind>().SelectMany(static program => Given.CatalogOf(program).Classes).Distinct();

        Assert.All(classes, static type => Assert.True(type.IsAssignableTo(typeof(ICheckedOptions)), $"{type} has a Section, but is no {nameof(ICheckedOptions)}"));
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("agnet", "agent", 1)]
    [InlineData("hosts", "host", 1)]
    public void Distance_counts_letters(string one, string other, int distance) =>
        Assert.Equal((distance, distance), (NearestName.Distance(one, other), NearestName.Distance(other, one)));
}
