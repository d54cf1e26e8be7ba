using NATS.Client.Core;
using Plane.Cli.Output;

namespace Plane.Cli.Nats;

/// <summary>What every command over NATS works with.</summary>
internal sealed class NatsContext(INatsConnection connection, Screen screen)
{
    public INatsConnection Connection => connection;

    public Screen Screen => screen;

    public Requests Requests { get; } = new(connection);

    public OpenState State { get; } = new(connection);
}
