using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Connects as a client does: INFO from the server, CONNECT and PING from us, PONG from the server.</summary>
internal sealed class NatsHealthCheck(NatsServerResource nats) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var text = await ((IResourceWithConnectionString)nats).GetConnectionStringAsync(cancellationToken)
                ?? throw new InvalidOperationException("A NATS server without an address.");
            return await ConnectAsync(new Uri(text), cancellationToken);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
    }

    private static async Task<HealthCheckResult> ConnectAsync(Uri server, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, cancellationToken);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var info = await reader.ReadLineAsync(cancellationToken);
        if (info?.StartsWith("INFO ", StringComparison.OrdinalIgnoreCase) != true)
        {
            return HealthCheckResult.Unhealthy("What listens there is not a NATS server.");
        }

        var user = server.UserInfo.Split(':', 2);
        var options = new Dictionary<string, object> { ["verbose"] = false, ["pedantic"] = false, ["lang"] = "dotnet", ["version"] = "1.0" };
        if (user is [var name, var password])
        {
            options["user"] = Uri.UnescapeDataString(name);
            options["pass"] = Uri.UnescapeDataString(password);
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes($"CONNECT {JsonSerializer.Serialize(options)}\r\nPING\r\n"), cancellationToken);
        var answer = await reader.ReadLineAsync(cancellationToken);
        return answer == "PONG" ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"The server answered: {answer}");
    }
}
