using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Controller.Api.Control;

namespace Plane.Tests.Controller;

/// <summary>Clients that send slowly, or never to the end, cost little and not for long.</summary>
public sealed class SlowClientTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [PeerFact]
    public async Task A_head_that_does_not_come_to_its_end_is_given_up()
    {
        using var http = await plane.StartControllerAsync(("Plane:Controller:HeadSeconds", "1"));
        using var slow = await SendAsync(http, "GET /pub/health HTTP/1.1\r\nHost: x\r\nX-Slow:");

        Assert.StartsWith("HTTP/1.1 408 ", await RestAsync(slow), StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task A_body_that_does_not_come_in_time_is_408_with_the_error_body()
    {
        using var http = await plane.StartControllerAsync(("Plane:Controller:BodySeconds", "1"));
        using var slow = await SendAsync(http, "POST /ctrl/connect HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");

        var answer = await UntilAsync(slow, "}");

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("the body did not arrive within 1 s", answer, StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task A_body_that_comes_too_slowly_is_given_up()
    {
        using var http = await plane.StartControllerAsync(("Plane:Controller:MinBodyBytesPerSecond", "1000000"));
        using var slow = await SendAsync(http, "POST /ctrl/connect HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2000000\r\n\r\n{");

        Assert.StartsWith("HTTP/1.1 408 ", await UntilAsync(slow, "}"), StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task Above_the_limit_of_connections_more_are_closed_as_they_come()
    {
        using var http = await plane.StartControllerAsync(("Plane:Controller:MaxConnections", "10"));
        var open = new List<TcpClient>();
        while (open.Count < 20)
        {
            open.Add(await SendAsync(http, "GET /pub/health HTTP/1.1\r\n"));
        }

        using var more = await SendAsync(http, "");
        Assert.Equal("", await RestAsync(more));
        open.ForEach(static socket => socket.Dispose());
        await Poll.UntilAsync(() => IsHealthyAsync(http), Limit, "room again");
    }

    [PeerFact]
    public async Task Bodies_that_never_end_hold_only_what_arrived_and_that_up_to_the_budget()
    {
        using var http = await plane.StartControllerAsync(("Plane:Controller:MaxBodyMegabytes", "4"));
        var budget = plane.ServicesOf(http).GetRequiredService<BodyBudget>();
        var text = new string('x', 1_500_000);
        var open = new List<TcpClient>();
        for (var i = 0; i < 2; i++)
        {
            open.Add(await SendAsync(http, string.Create(CultureInfo.InvariantCulture, $"POST /ctrl/connect HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {text.Length + 100}\r\n\r\n{{\"user\":\"{text}")));
        }

        await Poll.UntilAsync(() => budget.Taken == 4 * 1024 * 1024, Limit, "both bodies to be held");
        var refused = await Answer.OfAsync(await http.PostAsync("/ctrl/connect", new StringContent("{}", Encoding.UTF8, "application/json")));
        open.ForEach(static socket => socket.Dispose());
        await Poll.UntilAsync(() => budget.Taken == 0, Limit, "everything to be given back");
        var answered = await Answer.OfAsync(await http.PostAsync("/ctrl/connect", new StringContent("{}", Encoding.UTF8, "application/json")));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "$: too much is being sent at once."), (refused.Code, refused.Message));
        Assert.NotNull(refused.RetryAfter);
        Assert.Equal(HttpStatusCode.BadRequest, answered.Code);
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http)
    {
        try
        {
            return (await http.GetAsync("/pub/health")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<TcpClient> SendAsync(HttpClient http, string text)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(http.BaseAddress!.Host, http.BaseAddress.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
        return socket;
    }

    private static Task<string> RestAsync(TcpClient socket) => UntilAsync(socket, end: null);

    private static async Task<string> UntilAsync(TcpClient socket, string? end)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        var (answer, buffer) = (new StringBuilder(), new byte[4096]);
        try
        {
            while ((end is null || !answer.ToString().Contains(end, StringComparison.Ordinal)) && await socket.GetStream().ReadAsync(buffer, limit.Token) is > 0 and var read)
            {
                answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // Reset: closed without ceremony is closed too.
        }

        return answer.ToString();
    }
}
