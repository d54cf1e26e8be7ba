using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Orchestration;
using Xunit;

namespace Aspire.Hosting.Tests;

public sealed class FreePortsTests
{
    /// <summary>Where Linux begins unless told otherwise (net.ipv4.ip_local_port_range).</summary>
    private const int FirstOutgoing = 32_768;
    private const int Many = 500;

    [Fact]
    public void Two_AppHosts_at_once_get_different_ports()
    {
        using var first = new FreePorts();
        using var second = new FreePorts();

        int[] ports = [.. Enumerable.Range(0, Many).SelectMany(_ => (int[])[first.Take(ProtocolType.Tcp), second.Take(ProtocolType.Tcp)])];

        Assert.Equal(2 * Many, ports.Distinct().Count());
    }

    [Fact]
    public void No_outgoing_connection_is_given_such_a_port()
    {
        using var free = new FreePorts();

        Assert.All(Enumerable.Range(0, Many), _ => Assert.InRange(free.Take(ProtocolType.Tcp), 1024, FirstOutgoing - 1));
    }

    [Fact]
    public void A_port_somebody_listens_on_is_not_free()
    {
        using var free = new FreePorts();
        var port = free.Take(ProtocolType.Tcp);
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();

        Assert.False(FreePorts.IsFree(port, ProtocolType.Tcp));
        Assert.True(FreePorts.IsFree(port, ProtocolType.Udp));
    }
}
