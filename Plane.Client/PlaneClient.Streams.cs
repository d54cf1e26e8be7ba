using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Domain.Backends;

namespace Plane.Client;

/// <summary>What goes on in a backend, as it happens.</summary>
public sealed partial class PlaneClient
{
    private static readonly Func<CancellationToken, Task<bool>> Never = static _ => Task.FromResult(false);

    /// <summary>
    /// Every status a backend was in, then each as it is entered; ends behind <see cref="BackendStatus.Terminated"/>. A connection that breaks is made
    /// again: nothing is missed and nothing told twice. Of a backend that does not exist nothing comes.
    /// </summary>
    /// <param name="after">Only what comes behind this status; null for all.</param>
    public async IAsyncEnumerable<StatusResponse> FollowStatusAsync(string backend, BackendStatus? after = null, [EnumeratorCancellation] CancellationToken token = default)
    {
        var path = $"pub/b/{Part(backend)}/status-stream";
        var first = after is { } seen ? BackendStatusConverter.Instance.WordOf(seen) : null;
        var feed = new EventFeed<StatusResponse>(_channel, _options, HttpStatusJson.Default.StatusResponse);
        await foreach (var status in feed.FollowAsync(_ => path, first, static status => status.Status == BackendStatus.Terminated, Never, token))
        {
            if (after is null || status.Status > after)
            {
                after = status.Status;
                yield return status;
            }
        }
    }

    /// <summary>The lines a backend has written that are still kept (500, for a day), oldest first.</summary>
    public async IAsyncEnumerable<LogLineResponse> LogsAsync(string backend, LogFilter? filter = null, [EnumeratorCancellation] CancellationToken token = default)
    {
        var request = ApiRequest.Get(LogsPath(backend, filter, follow: false)) with { Accept = "application/x-ndjson" };
        using var answer = await _channel.OpenAsync(request, token);
        await using var body = new SilenceGuard(await answer.Content.ReadAsStreamAsync(token), _options.SilenceLimit, _options.Time);
        using var reader = new StreamReader(body);
        while (await reader.ReadLineAsync(token) is { } line)
        {
            if (line.Length > 0)
            {
                yield return LineOf(line, answer.StatusCode);
            }
        }
    }

    /// <summary>As <see cref="LogsAsync"/>, and then each line as it is written, until the backend has ended. A connection that breaks is made again behind the last line.</summary>
    public IAsyncEnumerable<LogLineResponse> FollowLogsAsync(string backend, LogFilter? filter = null, CancellationToken token = default)
    {
        var feed = new EventFeed<LogLineResponse>(_channel, _options, HttpStatusJson.Default.LogLineResponse);
        var ended = false;
        return feed.FollowAsync(last => LogsPath(backend, last is null ? filter : null, follow: true), null, static _ => false, IsOverAsync, token);

        // The stream ends when its controller stops too. Only one that was opened after the end has surely all of it.
        async Task<bool> IsOverAsync(CancellationToken stop)
        {
            var wasEnded = ended;
            ended = ended || await HasEndedAsync(backend, stop);
            return wasEnded;
        }
    }

    /// <summary>
    /// What a backend uses: what its drone measured last, then each measurement (every 5 s by default) until the backend has ended. A connection that
    /// breaks is made again; what was measured meanwhile is missed, and the last measurement may come twice. Of a backend that had ended before there is
    /// a <see cref="PlaneApiException"/> with status 410, and one with status 503 where its drone is silent from the first, after <see cref="PlaneClientOptions.Attempts"/>.
    /// </summary>
    public IAsyncEnumerable<MetricsResponse> FollowMetricsAsync(string backend, CancellationToken token = default)
    {
        var path = BackendPath(backend, "metrics");
        var feed = new EventFeed<MetricsResponse>(_channel, _options, HttpStatusJson.Default.MetricsResponse)
        {
            SaysOver = static failure => failure is PlaneApiException { Kind: ErrorKind.NotFound },
            SaysWhy = static failure => failure is PlaneApiException { Kind: ErrorKind.KeyHeldUnhealthy },
        };
        return feed.FollowAsync(_ => path, null, static _ => false, stop => HasEndedAsync(backend, stop), token);
    }

    private static string LogsPath(string backend, LogFilter? filter, bool follow) => ApiRequest.Query(
        BackendPath(backend, "logs"),
        ("tail", filter?.Tail?.ToString(CultureInfo.InvariantCulture)),
        ("since", filter?.Since?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
        ("follow", follow ? "true" : "false"));

    private static LogLineResponse LineOf(string line, HttpStatusCode status)
    {
        try
        {
            return JsonSerializer.Deserialize(line, HttpStatusJson.Default.LogLineResponse) ?? throw new UnexpectedAnswerException(status);
        }
        catch (JsonException cause)
        {
            throw new UnexpectedAnswerException(status, null, cause);
        }
    }

    /// <summary>One whose record is gone has ended long ago.</summary>
    private async Task<bool> HasEndedAsync(string backend, CancellationToken token)
    {
        try
        {
            return (await StatusAsync(backend, token)).Status == BackendStatus.Terminated;
        }
        catch (PlaneApiException error) when (error.Kind == ErrorKind.NotFound)
        {
            return true;
        }
        catch (Exception failure) when (RetryPolicy.MayPassForStream(failure))
        {
            return false;
        }
    }
}
