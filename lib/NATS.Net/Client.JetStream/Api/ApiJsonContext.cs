using System.Text.Json.Serialization;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream.Api;

/// <summary>The JSON of ADR-1: snake case, defaults left out unless the model says otherwise.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters =
    [
        typeof(NanosecondsConverter),
        typeof(WireEnumConverter<StreamConfigRetention>),
        typeof(WireEnumConverter<StreamConfigStorage>),
        typeof(WireEnumConverter<StreamConfigDiscard>),
        typeof(WireEnumConverter<StreamConfigCompression>),
        typeof(WireEnumConverter<ConsumerConfigDeliverPolicy>),
        typeof(WireEnumConverter<ConsumerConfigAckPolicy>),
        typeof(WireEnumConverter<ConsumerConfigReplayPolicy>),
    ])]
[JsonSerializable(typeof(AccountInfoResponse))]
[JsonSerializable(typeof(ApiError))]
[JsonSerializable(typeof(ConsumerCreateRequest))]
[JsonSerializable(typeof(ConsumerInfo))]
[JsonSerializable(typeof(ConsumerListPage))]
[JsonSerializable(typeof(ConsumerPauseRequest))]
[JsonSerializable(typeof(ConsumerPauseResponse))]
[JsonSerializable(typeof(NamesPage))]
[JsonSerializable(typeof(PageRequest))]
[JsonSerializable(typeof(PubAckResponse))]
[JsonSerializable(typeof(PullRequest))]
[JsonSerializable(typeof(StreamConfig))]
[JsonSerializable(typeof(StreamInfo))]
[JsonSerializable(typeof(StreamInfoRequest))]
[JsonSerializable(typeof(StreamListPage))]
[JsonSerializable(typeof(StreamMsgDeleteRequest))]
[JsonSerializable(typeof(StreamMsgDeleteResponse))]
[JsonSerializable(typeof(StreamMsgGetRequest))]
[JsonSerializable(typeof(StreamMsgGetResponse))]
[JsonSerializable(typeof(StreamPurgeRequest))]
[JsonSerializable(typeof(StreamPurgeResponse))]
[JsonSerializable(typeof(SuccessReply))]
[JsonSerializable(typeof(UnpinRequest))]
internal sealed partial class ApiJsonContext : JsonSerializerContext;
