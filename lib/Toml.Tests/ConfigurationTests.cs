using Microsoft.Extensions.Configuration;
using Toml.Configuration;

namespace Toml.Tests;

public sealed class ConfigurationTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.toml");

    [Fact]
    public void A_file_is_configuration()
    {
        var configuration = Load("""
            drone_id = "dr-one"
            [nats]
            hosts = ["a", "b:4222"]
            [Http.services]
            "drop-four" = "plane/drop-four"
            [[peer]]
            port = 0xFF
            secure = true
            since = 1979-05-27 07:32:00z
            weight = 1e3
            """);

        Assert.Equal("dr-one", configuration["DRONE_ID"]);
        Assert.Equal(["a", "b:4222"], configuration.GetSection("nats:hosts").Get<List<string>>()!);
        Assert.Equal("plane/drop-four", configuration["http:services:drop-four"]);
        Assert.Equal((255, true, 1000.0), (configuration.GetValue<int>("peer:0:port"), configuration.GetValue<bool>("peer:0:secure"), configuration.GetValue<double>("peer:0:weight")));
        Assert.Equal(new DateTimeOffset(1979, 5, 27, 7, 32, 0, TimeSpan.Zero), configuration.GetValue<DateTimeOffset>("peer:0:since"));
    }

    [Fact]
    public void A_fault_names_file_and_place()
    {
        var refused = Assert.Throws<InvalidDataException>(() => Load("a = 1\nb = nothing\n"));

        Assert.Contains(_file, refused.Message, StringComparison.Ordinal);
        Assert.Contains("(2,5)", refused.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_differ_by_case_only_are_refused() =>
        Assert.Contains("(2,5)", Assert.Throws<InvalidDataException>(() => Load("a = 1\nA = 2\n")).InnerException!.Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_may_be_missing_may_be_missing() =>
        Assert.Empty(new ConfigurationBuilder().AddTomlFile(_file, optional: true).Build().AsEnumerable());

    public void Dispose() => File.Delete(_file);

    private IConfigurationRoot Load(string text)
    {
        File.WriteAllText(_file, text);
        return new ConfigurationBuilder().AddTomlFile(_file).Build();
    }
}
