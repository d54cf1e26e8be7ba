using System.Text;
using NATS.Client.Core;
using NATS.Net;
using Peers;
using Plane.Domain.Identity;
using Plane.Tests.Architecture;

namespace Plane.Tests.Permissions;

/// <summary>
/// A nats-server that enforces the permissions of samples/nats. Its users are <c>controller</c>, <c>dns</c>, <c>application</c>, <c>observer</c>, each drone
/// by its id, and <see cref="Anybody"/>, who may do all and is for looking past the permissions; everybody's password is the name.
/// </summary>
public sealed class PermittedNats : IAsyncDisposable
{
    public const string Anybody = "anybody";
    private static readonly string Templates = Path.Combine(Repository.Root, "samples", "nats");
    private readonly PeerCertificates? _certificates;

    private PermittedNats(NatsServer server, PeerCertificates? certificates)
    {
        Server = server;
        _certificates = certificates;
    }

    public NatsServer Server { get; }

    /// <param name="drones">Ids of the cluster's drones.</param>
    /// <param name="certificates">With them the server speaks TLS alone, and asks every client for a certificate of theirs.</param>
    public static async Task<PermittedNats> StartAsync(ClusterName cluster, IEnumerable<string> drones, PeerCertificates? certificates = null)
    {
        var config = new StringBuilder("accounts: { PLANE: { jetstream: enabled, users: [\n");
        config.Append("{ user: ").Append(Anybody).Append(", password: ").Append(Anybody).Append(" }\n");
        foreach (var (user, template) in new[] { "controller", "dns", "application", "observer" }.Select(static role => (role, role)).Concat(drones.Select(static id => (id, "drone"))))
        {
            var permissions = await File.ReadAllTextAsync(Path.Combine(Templates, template + ".conf"));
            permissions = permissions.Replace("@CLUSTER@", cluster.SubjectToken, StringComparison.Ordinal).Replace("@KEY@", cluster.KvToken, StringComparison.Ordinal).Replace("@DRONE@", user, StringComparison.Ordinal);
            config.Append("{ user: \"").Append(user).Append("\", password: \"").Append(user).Append("\", permissions: {\n").Append(permissions).Append("} }\n");
        }

        var tls = certificates is null ? null : new NatsServerTls(certificates.ServerCertFile, certificates.ServerKeyFile, certificates.CaFile, Verify: true);
        return new PermittedNats(await NatsServer.StartAsync(new NatsServerOptions { JetStream = true, Tls = tls, Config = config.Append("] } }").ToString() }), certificates);
    }

    public string UrlOf(string user) => $"{(_certificates is null ? "nats" : "tls")}://{user}:{user}@127.0.0.1:{Server.Port}";

    /// <summary>What a program is told, to connect as this user.</summary>
    public string[] ArgumentsOf(string user) =>
    [
        $"--ConnectionStrings:nats={UrlOf(user)}",
        .. _certificates is { } files ? [$"--Plane:Nats:CaFile={files.CaFile}", $"--Plane:Nats:CertFile={files.ClientCertFile}", $"--Plane:Nats:KeyFile={files.ClientKeyFile}"] : Array.Empty<string>(),
    ];

    /// <param name="inbox">Where replies to it come.</param>
    /// <param name="requestTimeout">Default 5 s.</param>
    public NatsConnection Connect(string user, string inbox = "_INBOX", TimeSpan? requestTimeout = null) => new(new NatsOpts
    {
        Url = UrlOf(user),
        RequestTimeout = requestTimeout ?? NatsOpts.Default.RequestTimeout,
        InboxPrefix = inbox,
        SerializerRegistry = NatsClientDefaultSerializerRegistry.Default,
        TlsOpts = _certificates is { } files ? new NatsTlsOpts { CaFile = files.CaFile, CertFile = files.ClientCertFile, KeyFile = files.ClientKeyFile } : NatsTlsOpts.Default,
    });

    /// <summary>Publishes an empty message, and looks whether the server let it pass: it writes a refusal down before it answers a later ping.</summary>
    public async Task<bool> MayPublishAsync(string user, string subject)
    {
        await using var connection = Connect(user);
        await connection.PublishAsync(subject, ReadOnlyMemory<byte>.Empty);
        await connection.PingAsync();
        return !await IsRefusedAsync("Publish", user, subject);
    }

    /// <summary>The same for a subscription.</summary>
    public async Task<bool> MaySubscribeAsync(string user, string subject)
    {
        await using var connection = Connect(user);
        await using var subscription = await connection.SubscribeCoreAsync<byte[]>(subject);
        await connection.PingAsync();
        return !await IsRefusedAsync("Subscription", user, subject);
    }

    /// <summary>What the server refused since it started, in its own words.</summary>
    public async Task<string[]> ViolationsAsync() =>
        [.. (await File.ReadAllLinesAsync(Server.LogFile)).Where(static line => line.Contains("Violation", StringComparison.OrdinalIgnoreCase))];

    private async Task<bool> IsRefusedAsync(string what, string user, string subject) =>
        (await ViolationsAsync()).Any(line => line.Contains($"{what} Violation - User \"{user}\", Subject \"{subject}\"", StringComparison.Ordinal));

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
