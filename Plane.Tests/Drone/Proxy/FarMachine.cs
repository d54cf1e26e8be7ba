using System.Diagnostics;
using System.Globalization;
using System.Text;
using Peers;

namespace Plane.Tests.Drone.Proxy;

/// <summary>A client's machine, in a network of its own behind a cable that can be cut: nobody says good-bye then.</summary>
internal sealed class FarMachine : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static int _machines;
    private readonly string _name;
    private readonly List<Process> _programs = [];

    private FarMachine(int number)
    {
        _name = string.Create(CultureInfo.InvariantCulture, $"f{number}p{Environment.ProcessId}");
        Network = string.Create(CultureInfo.InvariantCulture, $"10.214.{Environment.ProcessId % 250}.{4 * number}");
    }

    /// <summary>By which it reaches this machine.</summary>
    public string HostAddress => Address(1);

    private string Network { get; }

    private string Near => _name + "n";

    private string Far => _name + "f";

    public static async Task<FarMachine> StartAsync()
    {
        var machine = new FarMachine(Interlocked.Increment(ref _machines) % 60);
        await RunAsync("netns", "add", machine._name);
        await RunAsync("link", "add", machine.Near, "type", "veth", "peer", "name", machine.Far, "netns", machine._name);
        await RunAsync("address", "add", machine.HostAddress + "/30", "dev", machine.Near);
        await RunAsync("link", "set", machine.Near, "up");
        await RunAsync("-n", machine._name, "address", "add", machine.Address(2) + "/30", "dev", machine.Far);
        await RunAsync("-n", machine._name, "link", "set", machine.Far, "up");
        return machine;
    }

    /// <summary>A program there that connects to a port here, says something, and stays.</summary>
    /// <returns>Once what it heard has the text in it.</returns>
    public async Task SayAsync(int port, string text, string until)
    {
        var start = new ProcessStartInfo(Programs.Require("ip"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { "netns", "exec", _name, Programs.Require("busybox"), "nc", HostAddress, port.ToString(CultureInfo.InvariantCulture) },
        };
        var program = await ChildProcess.StartAsync(start);
        _programs.Add(program);
        await program.StandardInput.WriteAsync(text);
        await program.StandardInput.FlushAsync();
        var heard = new StringBuilder();
        var buffer = new char[1024];
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        while (!heard.ToString().Contains(until, StringComparison.Ordinal))
        {
            var read = await program.StandardOutput.ReadAsync(buffer, limit.Token);
            Assert.True(read > 0, $"It heard no more than '{heard}'.");
            heard.Append(buffer, 0, read);
        }
    }

    /// <summary>From now on nothing goes in or out.</summary>
    public Task CutAsync() => RunAsync("-n", _name, "link", "set", Far, "down");

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs)
        {
            program.Kill();
            await program.WaitForExitAsync();
            program.Dispose();
        }

        await RunAsync("link", "delete", Near);
        await RunAsync("netns", "delete", _name);
    }

    private string Address(int host) => string.Create(CultureInfo.InvariantCulture, $"{Network[..Network.LastIndexOf('.')]}.{int.Parse(Network.AsSpan(Network.LastIndexOf('.') + 1), CultureInfo.InvariantCulture) + host}");

    private static async Task RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Programs.Require("ip"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var (code, _, errors) = await ChildProcess.RunAsync(start, Limit);
        Assert.True(code == 0, $"ip {string.Join(' ', arguments)}: {errors}");
    }
}
