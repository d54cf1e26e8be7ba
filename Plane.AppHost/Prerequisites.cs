using System.Net.Sockets;

namespace Plane.AppHost;

/// <summary>What the topology needs and does not bring along.</summary>
internal static class Prerequisites
{
    private const string DefaultEngine = "unix:///var/run/docker.sock";
    private static readonly string[] SystemDirectories = ["/usr/local/sbin", "/usr/sbin", "/sbin"];
    private static readonly int[] TcpPorts = [Ports.Controller, Ports.Nats, Ports.Dns, Ports.Proxy, Ports.SecondProxy];

    private static string Engine => Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host ? host : DefaultEngine;

    /// <summary>A sentence for each thing that is missing.</summary>
    public static IEnumerable<string> Missing(string runtime)
    {
        var engineAnswers = EngineAnswers();
        if (runtime is not ("docker" or "process"))
        {
            yield return $"PLANE_RUNTIME is '{runtime}'; it must be docker or process.";
        }

        if (runtime == "docker" && !engineAnswers)
        {
            yield return $"Missing: a Docker Engine (none answers at {Engine}). Start one, or set PLANE_RUNTIME=process to run sessions as local programs.";
        }

        if (!IsInstalled("nats-server") && !(engineAnswers && IsInstalled("docker")))
        {
            yield return "Missing: nats-server (Debian: apt-get install nats-server), or docker to run its image.";
        }

        foreach (var port in TcpPorts.Where(p => !IsFree(p, ProtocolType.Tcp)))
        {
            yield return $"Port {port} (TCP) is in use{PortHolder.Describe(port, udp: false)}.";
        }

        if (!IsFree(Ports.Dns, ProtocolType.Udp))
        {
            yield return $"Port {Ports.Dns} (UDP) is in use{PortHolder.Describe(Ports.Dns, udp: true)}.";
        }
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Concat(SystemDirectories).Any(d => File.Exists(Path.Combine(d, program)));

    private static bool IsFree(int port, ProtocolType protocol)
    {
        using var socket = new Socket(
            AddressFamily.InterNetwork, protocol == ProtocolType.Udp ? SocketType.Dgram : SocketType.Stream, protocol);
        try
        {
            socket.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Something accepts a connection where the engine should be; whether it is one the drones will find out.</summary>
    private static bool EngineAnswers()
    {
        if (!Uri.TryCreate(Engine, UriKind.Absolute, out var address))
        {
            return false;
        }

        try
        {
            if (address.Scheme == "unix")
            {
                using var local = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                local.Connect(new UnixDomainSocketEndPoint(address.AbsolutePath));
            }
            else
            {
                using var remote = new TcpClient(address.Host, address.Port);
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
