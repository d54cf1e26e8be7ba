using System.Runtime.CompilerServices;
using NATS.Client.Core;
using NATS.Client.JetStream.Api;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

public partial class NatsJSContext
{
    public ValueTask<AccountInfoResponse> GetAccountInfoAsync(CancellationToken cancellationToken = default)
        => RequestAsync<StreamInfoRequest, AccountInfoResponse>("INFO", null, cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TResponse> JSRequestResponseAsync<TRequest, TResponse>(string subject, TRequest? request, CancellationToken cancellationToken = default)
        where TRequest : class
        where TResponse : class
    {
        var reply = await AskAsync<TRequest, TResponse>(subject, request, cancellationToken);
        if (reply.Error is { } error)
        {
            throw new NatsJSApiException(error);
        }

        return reply.Value ?? throw new NatsJSException($"Empty answer to {subject}.");
    }

    /// <summary>As <see cref="JSRequestResponseAsync{TRequest,TResponse}"/>, the subject without its prefix.</summary>
    internal ValueTask<TResponse> RequestAsync<TRequest, TResponse>(string verb, TRequest? request, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class
        => JSRequestResponseAsync<TRequest, TResponse>($"{Opts.Prefix}.{verb}", request, cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ApiReply<TResponse>> AskAsync<TRequest, TResponse>(string subject, TRequest? request, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class
    {
        try
        {
            var msg = await Connection.RequestAsync(
                subject, request, null, ApiSerializer<TRequest>.Request, ApiSerializer<TResponse>.Reply, null, ReplyOpts, cancellationToken);
            msg.EnsureSuccess();
            return msg.Data;
        }
        catch (NatsNoReplyException)
        {
            throw new NatsJSApiNoResponseException(NatsSubEndReason.Timeout);
        }
    }

    private async IAsyncEnumerable<T> ListAsync<TPage, T>(string verb, string? subject, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TPage : class, IPage<T>
    {
        var offset = 0;
        while (true)
        {
            TPage page;
            try
            {
                page = await RequestAsync<PageRequest, TPage>(verb, new PageRequest(offset, subject), cancellationToken);
            }
            catch (OperationCanceledException) when (!Opts.ThrowOnListCancellation && cancellationToken.IsCancellationRequested)
            {
                yield break;
            }

            if (page.Items.Count == 0)
            {
                yield break;
            }

            foreach (var item in page.Items)
            {
                yield return item;
            }

            offset += page.Items.Count;
            if (offset >= page.Total)
            {
                yield break;
            }
        }
    }
}
