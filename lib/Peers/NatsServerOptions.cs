using System.Globalization;
using System.Text;

namespace Peers;

/// <summary>How a test's nats-server is set up. The default has neither JetStream nor authentication.</summary>
public sealed record NatsServerOptions
{
    /// <summary>With a file store of its own.</summary>
    public bool JetStream { get; init; }

    /// <summary>Goes with <see cref="Password"/>.</summary>
    public string? User { get; init; }

    /// <summary>Goes with <see cref="User"/>.</summary>
    public string? Password { get; init; }

    /// <summary>Instead of user and password.</summary>
    public string? Token { get; init; }

    /// <summary>Null: plain TCP.</summary>
    public NatsServerTls? Tls { get; init; }

    /// <summary>Shown in INFO; needed in a cluster with JetStream.</summary>
    public string? ServerName { get; init; }

    /// <summary>In a cluster: whether clients are told of the other servers, and go there by themselves. Default true.</summary>
    public bool Advertises { get; init; } = true;

    /// <summary>More lines for the configuration file, in the server's syntax.</summary>
    public string Config { get; init; } = string.Empty;

    internal string ToFile(string directory, int port, int monitorPort)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"host: 127.0.0.1\nport: {port}\nhttp: \"127.0.0.1:{monitorPort}\"\n");
        text.Append(CultureInfo.InvariantCulture, $"ports_file_dir: \"{directory}\"\nlog_file: \"{directory}/log\"\n");
        AppendIf(ServerName is not null, $"server_name: \"{ServerName}\"");
        AppendIf(JetStream, $"jetstream {{ store_dir: \"{directory}/store\" }}");
        AppendIf(User is not null, $"authorization {{ user: \"{User}\", password: \"{Password}\" }}");
        AppendIf(Token is not null, $"authorization {{ token: \"{Token}\" }}");
        AppendIf(Tls is not null, $"tls {{ cert_file: \"{Tls?.CertFile}\", key_file: \"{Tls?.KeyFile}\", ca_file: \"{Tls?.CaFile}\", verify: {(Tls?.Verify == true ? "true" : "false")} }}");
        return text.Append(Config).Append('\n').ToString();

        void AppendIf(bool wanted, string line)
        {
            if (wanted)
            {
                text.Append(line).Append('\n');
            }
        }
    }
}
