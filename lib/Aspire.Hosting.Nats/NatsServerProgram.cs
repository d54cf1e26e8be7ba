using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting;

/// <summary>The nats-server installed on this machine, given its user and password in a private file: a command line is for everybody to read.</summary>
internal static class NatsServerProgram
{
    public static bool IsInstalled() => CommandPath.Find("nats-server") is not null;

    public static LocalCommand Command(LocalCommandContext context)
    {
        var (user, password, rest) = TakeCredentials(context.Arguments);
        var file = Path.Combine(context.StateDirectory, "nats-server.conf");
        Write(file, Configuration(user, password));
        var endpoint = context.Resource.Annotations.OfType<EndpointAnnotation>().Single(e => e.Name == NatsServerResource.PrimaryEndpointName);
        var port = (endpoint.AllocatedEndpoint ?? throw new InvalidOperationException("The endpoint has no port yet.")).Port;
        return new LocalCommand(
            CommandPath.Find("nats-server") ?? throw new DistributedApplicationException("nats-server is not on PATH any more."),
            ["-c", file, "-a", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), .. rest]);
    }

    private static (string? User, string? Password, List<string> Others) TakeCredentials(IReadOnlyList<string> arguments)
    {
        string? user = null, password = null;
        List<string> rest = [];
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--user":
                    user = arguments[++i];
                    break;
                case "--pass":
                    password = arguments[++i];
                    break;
                default:
                    rest.Add(arguments[i]);
                    break;
            }
        }

        return (user, password, rest);
    }

    private static string Configuration(string? user, string? password) => user is null || password is null ? string.Empty
        : $"authorization {{\n  user: {Quoted(user)}\n  password: {Quoted(password)}\n}}\n";

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static void Write(string file, string content)
    {
        File.Delete(file); // the mode below is for new files
        using var writer = new StreamWriter(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        writer.Write(content);
    }
}
