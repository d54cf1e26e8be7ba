using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Plane.Tests.ServiceDefaults;

public sealed class ConsoleTests
{
    [Theory]
    [InlineData("true", ConsoleFormatterNames.Json)]
    [InlineData("false", ConsoleFormatterNames.Simple)]
    public void The_option_for_JSON_logs_outranks_the_formatter_that_Aspire_sets(string json, string formatter)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Plane:Logging:Json"] = json,
            ["Logging:Console:FormatterName"] = "simple",
        });
        builder.AddServiceDefaults();
        using var host = builder.Build();

        Assert.Equal(formatter, host.Services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName);
    }
}
