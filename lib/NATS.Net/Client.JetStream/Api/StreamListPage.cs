using System.Text.Json.Serialization;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream.Api;

/// <summary><c>STREAM.LIST</c>.</summary>
internal sealed record StreamListPage(List<StreamInfo>? Streams, int Total) : IPage<StreamInfo>
{
    [JsonIgnore]
    public IReadOnlyList<StreamInfo> Items => Streams ?? [];
}
