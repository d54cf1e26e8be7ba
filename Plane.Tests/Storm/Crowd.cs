using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using Plane.State.Time;
using Plane.Tests.Controller;

namespace Plane.Tests.Storm;

/// <summary>Clients who want the same few keys of any controller all the time, and now and then end what they got.</summary>
internal sealed class Crowd(Stage stage, ImmutableArray<string> keys) : IDisposable
{
    private const int Users = 5;
    private static readonly TimeProvider Clock = BootClock.Instance;
    private readonly ConcurrentDictionary<string, int> _outcomes = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(15) };

    public ImmutableArray<string> Keys => keys;

    public int Answered => _outcomes.GetValueOrDefault("OK");

    /// <summary>What came of all connects, by outcome.</summary>
    public string Outcomes => string.Join(", ", _outcomes.OrderByDescending(static one => one.Value).Select(static one => $"{one.Key} {one.Value}"));

    public Task RunAsync(int seed, CancellationToken token) => Task.WhenAll(Enumerable.Range(0, Users).Select(user => UseAsync(new Random(seed + user), token)));

    /// <summary>One connect at one controller; null where that could not be reached or did not answer.</summary>
    public async Task<Answer?> ConnectAsync(string key, Uri controller, CancellationToken token)
    {
        try
        {
            using var response = await _http.PostAsJsonAsync(new Uri(controller, "/ctrl/connect"), Stage.Wish(key), token);
            var answer = await Answer.OfAsync(response);
            Count(answer.Code == HttpStatusCode.OK ? "OK" : answer.Kind ?? answer.Code.ToString());
            return answer;
        }
        catch (HttpRequestException)
        {
            Count("unreachable");
            return null;
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            Count("silent");
            return null;
        }
    }

    public async Task EndAsync(string backend, string kind, Uri controller, CancellationToken token)
    {
        try
        {
            using var response = await _http.PostAsync(new Uri(controller, $"/ctrl/b/{backend}/{kind}-terminate"), content: null, token);
            Count($"{kind} end {(int)response.StatusCode}");
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !token.IsCancellationRequested))
        {
            Count($"{kind} end lost");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task UseAsync(Random chance, CancellationToken token)
    {
        try
        {
            while (true)
            {
                var controller = stage.Urls[chance.Next(stage.Urls.Length)];
                if (await ConnectAsync(keys[chance.Next(keys.Length)], controller, token) is { Code: HttpStatusCode.OK } answer && chance.Next(20) == 0)
                {
                    await EndAsync(answer.Backend, chance.Next(2) == 0 ? "soft" : "hard", controller, token);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(20, 250)), Clock, token);
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The storm is over.
        }
    }

    private void Count(string outcome) => _outcomes.AddOrUpdate(outcome, 1, static (_, count) => count + 1);
}
