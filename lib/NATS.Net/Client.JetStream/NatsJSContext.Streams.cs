using NATS.Client.JetStream.Api;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

public partial class NatsJSContext
{
    public async ValueTask<INatsJSStream> CreateStreamAsync(StreamConfig config, CancellationToken cancellationToken = default)
        => await SendStreamAsync("CREATE", config, cancellationToken);

    public async ValueTask<NatsJSStream> UpdateStreamAsync(StreamConfig request, CancellationToken cancellationToken = default)
        => await SendStreamAsync("UPDATE", request, cancellationToken);

    public async ValueTask<INatsJSStream> CreateOrUpdateStreamAsync(StreamConfig config, CancellationToken cancellationToken = default)
    {
        try
        {
            return await SendStreamAsync("UPDATE", config, cancellationToken);
        }
        catch (NatsJSApiException e) when (e.Error.Code == 404)
        {
            return await SendStreamAsync("CREATE", config, cancellationToken);
        }
    }

    public async ValueTask<INatsJSStream> GetStreamAsync(string stream, StreamInfoRequest? request = null, CancellationToken cancellationToken = default)
        => new NatsJSStream(this, await StreamInfoAsync(stream, request, cancellationToken));

    public async ValueTask<bool> DeleteStreamAsync(string stream, CancellationToken cancellationToken = default)
    {
        Names.CheckStream(stream);
        var reply = await RequestAsync<StreamInfoRequest, SuccessReply>($"STREAM.DELETE.{stream}", null, cancellationToken);
        return reply.Success;
    }

    public ValueTask<StreamPurgeResponse> PurgeStreamAsync(string stream, StreamPurgeRequest request, CancellationToken cancellationToken = default)
    {
        Names.CheckStream(stream);
        return RequestAsync<StreamPurgeRequest, StreamPurgeResponse>($"STREAM.PURGE.{stream}", request, cancellationToken);
    }

    public ValueTask<StreamMsgDeleteResponse> DeleteMessageAsync(string stream, StreamMsgDeleteRequest request, CancellationToken cancellationToken = default)
    {
        Names.CheckStream(stream);
        return RequestAsync<StreamMsgDeleteRequest, StreamMsgDeleteResponse>($"STREAM.MSG.DELETE.{stream}", request, cancellationToken);
    }

    public async IAsyncEnumerable<INatsJSStream> ListStreamsAsync(string? subject = default, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var info in ListAsync<StreamListPage, StreamInfo>("STREAM.LIST", subject, cancellationToken))
        {
            yield return new NatsJSStream(this, info);
        }
    }

    public IAsyncEnumerable<string> ListStreamNamesAsync(string? subject = default, CancellationToken cancellationToken = default)
        => ListAsync<NamesPage, string>("STREAM.NAMES", subject, cancellationToken);

    internal ValueTask<StreamInfo> StreamInfoAsync(string stream, StreamInfoRequest? request, CancellationToken cancellationToken)
    {
        Names.CheckStream(stream);
        return RequestAsync<StreamInfoRequest, StreamInfo>($"STREAM.INFO.{stream}", request, cancellationToken);
    }

    private async ValueTask<NatsJSStream> SendStreamAsync(string verb, StreamConfig config, CancellationToken cancellationToken)
    {
        Names.CheckStream(config.Name);
        if (config.AllowMsgTTL || config.SubjectDeleteMarkerTTL > TimeSpan.Zero)
        {
            await NeedsServerAsync(2, 11, "Per-message TTL", cancellationToken);
        }

        var info = await RequestAsync<StreamConfig, StreamInfo>($"STREAM.{verb}.{config.Name}", config.ForWire(), cancellationToken);
        return new NatsJSStream(this, info);
    }

    /// <summary>Servers drop members they do not know: what would be dropped silently is refused here.</summary>
    private async ValueTask NeedsServerAsync(int major, int minor, string what, CancellationToken cancellationToken)
    {
        if (Connection.ServerInfo is null)
        {
            await Connection.PingAsync(cancellationToken);
        }

        Names.NeedsServer(Connection, major, minor, what);
    }
}
