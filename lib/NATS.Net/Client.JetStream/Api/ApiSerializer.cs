using System.Text.Json.Serialization.Metadata;
using NATS.Client.Core;

namespace NATS.Client.JetStream.Api;

/// <summary>One serializer per API type, found once.</summary>
internal static class ApiSerializer<T>
    where T : class
{
    public static readonly INatsSerialize<T> Request = new ApiRequestSerializer<T>(TypeInfo<T>());

    public static readonly INatsDeserialize<ApiReply<T>> Reply =
        new ApiReplyDeserializer<T>(TypeInfo<T>(), ApiJsonContext.Default.ApiError);

    private static JsonTypeInfo<TType> TypeInfo<TType>()
        => (JsonTypeInfo<TType>?)ApiJsonContext.Default.GetTypeInfo(typeof(TType))
            ?? throw new NatsJSException($"{typeof(TType)} is no JetStream API type.");
}
