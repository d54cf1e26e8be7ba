using NATS.Client.Core;
using Plane.Drone.Backends;

namespace Plane.Drone.Agent;

/// <summary>Answers requests on one subject, each in a task of its own, until cancelled.</summary>
internal sealed class RequestListener<TRequest, TReply>(
    INatsConnection connection,
    string subject,
    INatsDeserialize<TRequest> requests,
    INatsSerialize<TReply> replies,
    TimeProvider clock,
    ILogger log)
    where TRequest : class
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public async Task RunAsync(Func<TRequest, NatsHeaders?, CancellationToken, Task<TReply>> answer, CancellationToken token)
    {
        using var tasks = new TaskGroup(token);
        try
        {
            while (!token.IsCancellationRequested)
            {
                await ListenAsync(answer, tasks, token);
            }
        }
        finally
        {
            await tasks.EndAsync();
        }
    }

    private async Task ListenAsync(Func<TRequest, NatsHeaders?, CancellationToken, Task<TReply>> answer, TaskGroup tasks, CancellationToken token)
    {
        try
        {
            await foreach (var message in connection.SubscribeAsync(subject, serializer: requests, cancellationToken: token))
            {
                tasks.Add(AnswerAsync(message, answer, tasks.Token));
            }
        }
        catch (NatsException exception)
        {
            log.SubscriptionBroke(exception, subject);
            await Task.Delay(RetryAfter, clock, token);
        }
    }

    private async Task AnswerAsync(NatsMsg<TRequest> message, Func<TRequest, NatsHeaders?, CancellationToken, Task<TReply>> answer, CancellationToken token)
    {
        if (message.Error is not null || message.Data is not { } request)
        {
            log.Unreadable(message.Error, subject);
            return;
        }

        try
        {
            await message.ReplyAsync(await answer(request, message.Headers, token), serializer: replies, cancellationToken: token);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.HandlerBroke(exception, subject);
        }
    }
}
