using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NATS.Client.Core;
using Plane.Contracts.Json;

namespace Plane.Cli.Nats;

/// <summary>Asks the controllers (docs/nats-api.md).</summary>
internal sealed class Requests(INatsConnection connection)
{
    /// <summary>As long as a controller may look for a drone that takes a backend.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <returns>The reply's bytes, which are no error.</returns>
    /// <exception cref="RequestRefusedException">The reply was an error.</exception>
    /// <exception cref="NatsException">There was none.</exception>
    public async Task<byte[]> AskAsync<T>(string subject, T request, JsonTypeInfo<T> form, CancellationToken token)
    {
        var reply = await connection.RequestAsync<byte[], byte[]>(
            subject,
            JsonSerializer.SerializeToUtf8Bytes(request, form),
            requestSerializer: NatsRawSerializer<byte[]>.Default,
            replySerializer: NatsRawSerializer<byte[]>.Default,
            replyOpts: new NatsSubOpts { Timeout = Limit },
            cancellationToken: token);
        var data = reply.Data ?? [];
        return ErrorOf(data) is { } error ? throw new RequestRefusedException(error) : data;
    }

    private static string? ErrorOf(byte[] reply)
    {
        if (JsonElement.Parse(reply) is not { ValueKind: JsonValueKind.Object } body || !body.TryGetProperty("Error", out _))
        {
            return null;
        }

        return body.Deserialize(NatsJson.Default.ErrorReply)!.Error.Message;
    }
}
