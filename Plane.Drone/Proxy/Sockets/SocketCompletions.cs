namespace Plane.Drone.Proxy.Sockets;

/// <summary>
/// Where the runtime goes on once a socket has something: on the thread that heard of it, and not on one of the pool that it has to wake first. A proxied request has
/// four such turns, and does next to nothing in each (docs/performance.md). The price: nothing may block there (docs/adr/0007).
/// </summary>
internal static class SocketCompletions
{
    /// <summary>Read by .NET when the first socket of a process is opened; <c>0</c> in the environment keeps the runtime's default.</summary>
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>For this process, before it has opened a socket.</summary>
    public static void RunInline()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            Environment.SetEnvironmentVariable(Variable, "1");
        }
    }
}
