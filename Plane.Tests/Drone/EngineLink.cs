using Peers;

namespace Plane.Tests.Drone;

/// <summary>A relay in front of the Docker Engine that can fall silent: connections open, and nothing is answered any more.</summary>
internal sealed class EngineLink : IAsyncDisposable
{
    private readonly TcpRelay _relay = new TcpRelay(static _ => Task.FromResult(DockerEngine.Connect())).Begin();

    /// <summary>As <c>DOCKER_HOST</c> wants it.</summary>
    public string Address => $"tcp://127.0.0.1:{_relay.Port}";

    public void Freeze() => _relay.Freeze();

    /// <summary>Cuts every connection that is open.</summary>
    public void Break() => _relay.Break();

    /// <summary>Cuts the connections over which this is asked, so often.</summary>
    public void Refuse(string text, int times) => _relay.Refuse(text, times);

    /// <summary>How often that has happened.</summary>
    public int Refused => _relay.Refused;

    /// <summary>What was said meanwhile arrives now.</summary>
    public void Thaw() => _relay.Thaw();

    public ValueTask DisposeAsync() => _relay.DisposeAsync();
}
