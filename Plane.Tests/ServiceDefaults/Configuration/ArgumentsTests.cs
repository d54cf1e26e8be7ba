using Plane.ServiceDefaults.Configuration;

namespace Plane.Tests.ServiceDefaults.Configuration;

public sealed class ArgumentsTests
{
    [Theory]
    [InlineData("", null, false, "")]
    [InlineData("--config a.toml", "a.toml", false, "")]
    [InlineData("--config=a.toml -d", "a.toml", true, "")]
    [InlineData("a.toml --dump-config", "a.toml", true, "")]
    [InlineData("--Plane:Drone:Id=x --config a.toml --urls http://h", "a.toml", false, "--Plane:Drone:Id=x --urls http://h")]
    public void The_command_line_is_parted(string line, string? file, bool dump, string rest)
    {
        var arguments = ProgramArguments.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((file, dump, rest), (arguments.ConfigFile, arguments.DumpConfig, string.Join(' ', arguments.Rest)));
    }

    [Fact]
    public void A_file_must_follow() => Assert.Throws<SettingsException>(static () => ProgramArguments.Parse(["--config"]));
}
