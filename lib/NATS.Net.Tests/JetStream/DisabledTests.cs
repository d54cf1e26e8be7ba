using NATS.Client.Core;
using NATS.Client.JetStream;
using Peers;
using Xunit;

namespace NATS.Net.Tests.JetStream;

public sealed class DisabledTests
{
    [PeerFact]
    public async Task Without_JetStream_requests_have_no_responders_and_publishes_no_response()
    {
        await using var server = await NatsServer.StartAsync();
        await using var connection = new NatsConnection(NatsOpts.Default with { Url = server.Url });
        var js = connection.CreateJetStreamContext();
        await Assert.ThrowsAsync<NatsNoRespondersException>(async () => await js.GetAccountInfoAsync());
        await Assert.ThrowsAsync<NatsNoRespondersException>(async () => await js.CreateKeyValueStoreContext().GetStoreAsync("b"));
        await Assert.ThrowsAsync<NatsJSPublishNoResponseException>(async () => await js.PublishAsync("a", "x"));
    }

    [PeerFact]
    public async Task A_request_nobody_answers_says_so()
    {
        await using var server = await NatsServer.StartAsync();
        await using var connection = new NatsConnection(NatsOpts.Default with { Url = server.Url });
        await using var silent = await connection.SubscribeCoreAsync<string>("$JS.API.>");
        await connection.PingAsync();
        var js = connection.CreateJetStreamContext(new NatsJSOpts(connection.Opts, requestTimeout: TimeSpan.FromMilliseconds(50)));
        var exception = await Assert.ThrowsAsync<NatsJSApiNoResponseException>(async () => await js.GetAccountInfoAsync());
        Assert.Equal(NatsSubEndReason.Timeout, exception.Reason);
    }
}
