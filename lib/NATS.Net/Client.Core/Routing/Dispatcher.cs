using System.Text.Json;
using NATS.Client.Core.Protocol;
using NATS.Client.Core.Transport;

namespace NATS.Client.Core.Routing;

/// <summary>Takes the frames of one link to where they belong.</summary>
internal sealed class Dispatcher(Link link, NatsConnection connection, SubscriptionTable subscriptions, RequestTable requests) : IFrameSink
{
    private readonly SubjectCache _subjects = new(connection.Opts.SubjectEncoding);

    public ValueTask TakeAsync(byte[] buffer, in ServerFrame frame, ReadyQueue ready)
    {
        switch (frame.Op)
        {
            case ServerOp.Msg when frame.Sid == RequestTable.Sid:
                requests.Take(buffer, frame, ready);
                break;
            case ServerOp.Msg:
                return TakeMessageAsync(buffer, frame, ready);
            case ServerOp.Ping:
                link.Outbox.Append(ClientLines.Pong);
                break;
            case ServerOp.Pong:
                link.Pongs.Received();
                break;
            case ServerOp.Info:
                TakeInfo(frame.Text.Of(buffer));
                break;
            case ServerOp.Err:
                connection.OnServerError(ServerErrors.Text(frame.Text.Of(buffer)));
                break;
            default:
                break;
        }

        return ValueTask.CompletedTask;
    }

    private ValueTask TakeMessageAsync(byte[] buffer, in ServerFrame frame, ReadyQueue ready)
    {
        if (subscriptions.TryGet(frame.Sid, out var sub))
        {
            NatsTelemetry.ConsumedMessages.Add(1);
            return sub.DeliverAsync(buffer, frame, _subjects, ready);
        }

        // It was taken off while a reconnect was writing it down.
        link.Outbox.Unsubscribe(frame.Sid, maxMsgs: null);
        return ValueTask.CompletedTask;
    }

    private void TakeInfo(ReadOnlySpan<byte> json)
    {
        if (JsonSerializer.Deserialize(json, ProtocolJson.Default.ServerInfo) is { } info)
        {
            var wasLameDuck = link.Info.LameDuckMode;
            link.Info = info;
            connection.OnServerInfo(link.Server, info, isNewLameDuck: info.LameDuckMode && !wasLameDuck);
        }
    }
}
