using System.Text;
using System.Text.Json;
using Docker.DotNet.Models;
using Docker.DotNet.Operations;
using Docker.DotNet.Wire;
using Xunit;

namespace Docker.DotNet.Tests.Wire;

public sealed class ModelTests
{
    [Fact]
    public void Null_and_default_values_are_not_written()
    {
        var parameters = new CreateContainerParameters
        {
            Name = "in the query",
            Platform = "in the query",
            Image = "a",
            Tty = false,
            Env = [],
            ExposedPorts = new Dictionary<string, EmptyStruct> { ["80/tcp"] = default },
            StopTimeout = TimeSpan.FromSeconds(10),
            Healthcheck = new HealthConfig { Interval = TimeSpan.FromMilliseconds(1) },
            HostConfig = new HostConfig { Memory = 0, OomKillDisable = false, RestartPolicy = new RestartPolicy(), DNS = ["1.1.1.1"] },
        };

        Assert.Equal(
            """{"ExposedPorts":{"80/tcp":{}},"Env":[],"Healthcheck":{"Interval":1000000},"Image":"a","StopTimeout":10,"HostConfig":{"RestartPolicy":{},"Dns":["1.1.1.1"],"OomKillDisable":false}}""",
            JsonSerializer.Serialize(parameters, DockerJson.Default.CreateContainerParameters));
    }

    [Theory]
    [InlineData(RestartPolicyKind.No, "no")]
    [InlineData(RestartPolicyKind.Always, "always")]
    [InlineData(RestartPolicyKind.OnFailure, "on-failure")]
    [InlineData(RestartPolicyKind.UnlessStopped, "unless-stopped")]
    public void Restart_policies_have_their_words(RestartPolicyKind kind, string word)
    {
        var json = JsonSerializer.Serialize(new RestartPolicy { Name = kind }, DockerJson.Default.RestartPolicy);

        Assert.Equal($$"""{"Name":"{{word}}"}""", json);
        Assert.Equal(kind, JsonSerializer.Deserialize(json, DockerJson.Default.RestartPolicy)!.Name);
    }

    [Fact]
    public void Names_are_read_in_any_case_and_unknown_ones_are_skipped()
    {
        var version = JsonSerializer.Deserialize("""{"apiVersion":"1.41","NEW":{"x":[1]},"ARCH":"amd64"}""", DockerJson.Default.VersionResponse)!;

        Assert.Equal("1.41", version.APIVersion);
        Assert.Equal("amd64", version.Arch);
    }

    [Fact]
    public void A_null_where_there_can_be_none_is_the_default()
    {
        var state = JsonSerializer.Deserialize("""{"Running":null,"Pid":null}""", DockerJson.Default.ContainerState)!;
        var host = JsonSerializer.Deserialize("""{"PidsLimit":null,"Init":null,"RestartPolicy":{"Name":null}}""", DockerJson.Default.HostConfig)!;
        var image = JsonSerializer.Deserialize("""{"Created":null}""", DockerJson.Default.ImageInspectResponse)!;

        Assert.False(state.Running);
        Assert.Equal(0, state.Pid);
        Assert.Null(host.PidsLimit);
        Assert.Null(host.Init);
        Assert.Equal(RestartPolicyKind.Undefined, host.RestartPolicy.Name);
        Assert.Equal(default, image.Created);
    }

    [Theory]
    [InlineData("\"2026-11-22T05:35:42.882234033Z\"", 2026, 11, 22, 5, 35, 42, 882)]
    [InlineData("\"2026-11-22T07:35:42.5+02:00\"", 2026, 11, 22, 5, 35, 42, 500)]
    [InlineData("\"0001-01-01T00:00:00Z\"", 1, 1, 1, 0, 0, 0, 0)]
    [InlineData("\"\"", 1, 1, 1, 0, 0, 0, 0)]
    [InlineData("1700000000", 2023, 11, 14, 22, 13, 20, 0)]
    public void Times_come_in_every_form_the_engine_has(string json, int year, int month, int day, int hour, int minute, int second, int millisecond)
    {
        var image = JsonSerializer.Deserialize($$"""{"Created":{{json}}}""", DockerJson.Default.ImageInspectResponse)!;

        var expected = new DateTime(year, month, day, hour, minute, second, millisecond);
        Assert.Equal(expected, new DateTime(image.Created.Ticks - (image.Created.Ticks % TimeSpan.TicksPerMillisecond)));
    }

    [Fact]
    public void Query_parameters_that_are_unset_or_default_are_left_out()
    {
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { ["k=v"] = true } };

        var query = new QueryString().Add("all", true).Add("size", false).Add("since", "").Add("limit", 0L).Add("t", 5u)
            .AddAlways("stream", false).Add("changes", ["A b", "C"]).Add("filters", filters);

        Assert.Equal("?all=1&t=5&stream=0&changes=A%20b&changes=C&filters=%7B%22label%22%3A%7B%22k%3Dv%22%3Atrue%7D%7D", query.ToString());
    }

    [Fact]
    public void Credentials_travel_as_url_safe_base64_with_padding()
    {
        var encoded = RegistryAuth.Encode(new AuthConfig { Username = "u", Password = "~~?>~~?>??>" });

        Assert.DoesNotContain('+', encoded);
        Assert.DoesNotContain('/', encoded);
        var json = Encoding.UTF8.GetString(Convert.FromBase64String(encoded.Replace('-', '+').Replace('_', '/')));
        Assert.Equal("u", JsonSerializer.Deserialize(json, DockerJson.Default.AuthConfig)!.Username);
        Assert.Equal("e30=", RegistryAuth.Encode(null));
    }
}
