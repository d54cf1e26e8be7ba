using NATS.Client.Core;

namespace NATS.Net.Tests.Client.Core;

/// <summary>Answers each request on a subject with a function of its payload.</summary>
internal sealed class Responder : IAsyncDisposable
{
    private readonly Func<ValueTask> _stop;
    private readonly Task _answering;

    private Responder(Func<ValueTask> stop, Task answering)
    {
        _stop = stop;
        _answering = answering;
    }

    public static async Task<Responder> StartAsync<TRequest, TReply>(INatsConnection nats, string subject, Func<TRequest, TReply> answer)
    {
        var sub = await nats.SubscribeCoreAsync<TRequest>(subject);
        await nats.PingAsync();
        var answering = Task.Run(async () =>
        {
            await foreach (var msg in sub.Msgs.ReadAllAsync())
            {
                await msg.ReplyAsync(answer(msg.Data!));
            }
        });
        return new Responder(sub.DisposeAsync, answering);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop();
        await _answering;
    }
}
