using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Peers;

/// <summary>
/// Ports nobody listens on, from below the range that Linux gives to port 0 and to outgoing connections (32768 and up), so that none is taken
/// between asking and use. Each is given once, and to one process of this machine: a lock on a file of its name says so until the process ends.
/// </summary>
public static class FreePort
{
    private const int First = 20_000;
    private const int Count = 12_000;
    private const int Stride = 97;
    private static readonly string Claims = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"plane-test-ports-{Environment.UserName}")).FullName;
    private static readonly ConcurrentBag<FileStream> Claimed = [];
    private static int _last = Environment.ProcessId * Stride;

    /// <summary>A loopback TCP port.</summary>
    public static int Tcp()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _last) % Count);
            if (IsOurs(port) && IsFree(port))
            {
                return port;
            }
        }
    }

    /// <summary>Different loopback TCP ports.</summary>
    public static int[] Several(int count) => [.. Enumerable.Range(0, count).Select(static _ => Tcp())];

    private static bool IsOurs(int port)
    {
        try
        {
            Claimed.Add(new FileStream(Path.Combine(Claims, port.ToString(CultureInfo.InvariantCulture)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            return true;
        }
        catch (IOException)
        {
            // Another process's tests have it.
            return false;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            // Somebody has it: the next one.
            return false;
        }
    }
}
