using Microsoft.Extensions.Hosting;

namespace Plane.ServiceDefaults.Nats;

/// <summary>A program's one connection to NATS.</summary>
public static class NatsClients
{
    private const string ConnectionName = "nats";

    /// <summary>To <c>ConnectionStrings:nats</c>, with the user and password or the token that it names.</summary>
    /// <param name="inbox">What subjects of replies to this program begin with, unless the options say another: permissions keep programs' replies apart by it.</param>
    public static IHostApplicationBuilder AddNats(this IHostApplicationBuilder builder, NatsOptions options, string inbox)
    {
        builder.AddNatsClient(ConnectionName, configureOptions: known => options.Over(known, inbox));
        return builder;
    }
}
