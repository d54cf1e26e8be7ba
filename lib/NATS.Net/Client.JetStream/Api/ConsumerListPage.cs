using System.Text.Json.Serialization;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream.Api;

/// <summary><c>CONSUMER.LIST</c>.</summary>
internal sealed record ConsumerListPage(List<ConsumerInfo>? Consumers, int Total) : IPage<ConsumerInfo>
{
    [JsonIgnore]
    public IReadOnlyList<ConsumerInfo> Items => Consumers ?? [];
}
