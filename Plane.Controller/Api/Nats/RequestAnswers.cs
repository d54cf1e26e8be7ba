using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using NATS.Client.Core;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Rules;
using Plane.Controller.Connect;

namespace Plane.Controller.Api.Nats;

/// <summary>What all kinds have in common: reading, checking, and an error for an answer where that fails, for silence would cost the client its whole timeout.</summary>
/// <param name="type">Of the request.</param>
internal abstract class RequestAnswers<T>(JsonTypeInfo<T> type, ILogger log) : IRequestAnswers
    where T : class
{
    public abstract IReadOnlyList<string> Heard { get; }

    public async Task<byte[]> AnswerAsync(string subject, byte[]? body, CancellationToken token)
    {
        var (request, fault) = Read(body);
        if ((request is null ? fault : FaultsOf(request, subject).FirstOrDefault()) is { } wrong)
        {
            return RequestReplies.Error(wrong.Message, wrong.Path);
        }

        try
        {
            return await ActAsync(request!, token);
        }
        catch (NatsException exception)
        {
            log.StoreFailed(exception, subject);
            return RequestReplies.Error(ConnectFault.Store("A read failed."));
        }
    }

    /// <param name="subject">Where it arrived: cluster and id must be the body's.</param>
    protected abstract IEnumerable<RequestFault> FaultsOf(T request, string subject);

    /// <returns>The reply's bytes.</returns>
    protected abstract Task<byte[]> ActAsync(T request, CancellationToken token);

    private (T? Request, RequestFault? Fault) Read(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            return (null, new RequestFault("$", "the message is not UTF-8"));
        }

        try
        {
            return JsonSerializer.Deserialize(body, type) is { } request ? (request, null) : (null, new RequestFault("$", "an object is expected"));
        }
        catch (JsonException exception)
        {
            return (null, new RequestFault(JsonFaults.PathOf(exception), JsonFaults.ProblemOf(exception)));
        }
    }
}
