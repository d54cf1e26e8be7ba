using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Docker.DotNet.Wire;
using Xunit;

namespace Docker.DotNet.Tests.Wire;

public sealed class JsonSplitterTests
{
    private const string Values = "{\"status\":\"a } \\\" { b\"}\r\n {\"id\":\"grüße 🎲 \\\\\"}{\"progressDetail\":{\"current\":1}}\n";

    [Fact]
    public async Task Values_come_whole_wherever_the_stream_is_cut()
    {
        var bytes = Encoding.UTF8.GetBytes(Values);
        for (var size = 1; size <= bytes.Length; size++)
        {
            var reports = new Reports<Models.JSONMessage>();
            using var stream = new PiecewiseStream(bytes, size);

            await JsonStream.ReportAsync(stream, DockerJson.Default.JSONMessage, reports, CancellationToken.None);

            Assert.Equal(["a } \" { b", null, null], reports.All.Select(r => r.Status));
            Assert.Equal("grüße 🎲 \\", reports.All[1].ID);
            Assert.Equal(1, reports.All[2].Progress.Current);
        }
    }

    [Fact]
    public async Task A_value_is_reported_before_the_next_read()
    {
        var bytes = Encoding.UTF8.GetBytes("{\"id\":\"1\"}{\"id\":\"2\"}");
        var seenAtRead = new List<int>();
        var reports = new Reports<Models.JSONMessage>();
        using var stream = new PiecewiseStream(bytes, 10, () => seenAtRead.Add(reports.All.Count));

        await JsonStream.ReportAsync(stream, DockerJson.Default.JSONMessage, reports, CancellationToken.None);

        Assert.Equal([0, 1, 2], seenAtRead);
    }

    [Theory]
    [InlineData("{\"id\":\"1\"")]
    [InlineData("{\"id\":\"1\"}{\"id")]
    [InlineData("}")]
    [InlineData("{\"id\":1 2}")]
    [InlineData("nonsense {}")]
    public async Task What_is_no_json_is_an_error(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));

        await Assert.ThrowsAsync<JsonException>(
            () => JsonStream.ReportAsync(stream, DockerJson.Default.JSONMessage, new Reports<Models.JSONMessage>(), CancellationToken.None));
    }

    [Fact]
    public async Task Nothing_at_all_is_no_error()
    {
        using var stream = new MemoryStream("\r\n"u8.ToArray());
        var reports = new Reports<Models.JSONMessage>();

        await JsonStream.ReportAsync(stream, DockerJson.Default.JSONMessage, reports, CancellationToken.None);

        Assert.Empty(reports.All);
    }

    [Fact]
    public void Every_model_has_its_metadata_generated() =>
        Assert.All(
            typeof(DockerClient).Assembly.GetExportedTypes().Where(t => t.Name.EndsWith("Response", StringComparison.Ordinal)),
            t => Assert.IsAssignableFrom<JsonTypeInfo>(DockerJson.Default.GetTypeInfo(t)));

    private sealed class PiecewiseStream(byte[] bytes, int size, Action? beforeRead = null) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            beforeRead?.Invoke();
            return base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
        }
    }
}
