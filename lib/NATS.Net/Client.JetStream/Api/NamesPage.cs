using System.Text.Json.Serialization;

namespace NATS.Client.JetStream.Api;

/// <summary><c>STREAM.NAMES</c> and <c>CONSUMER.NAMES</c>.</summary>
internal sealed record NamesPage(List<string>? Streams, List<string>? Consumers, int Total) : IPage<string>
{
    [JsonIgnore]
    public IReadOnlyList<string> Items => Streams ?? Consumers ?? [];
}
