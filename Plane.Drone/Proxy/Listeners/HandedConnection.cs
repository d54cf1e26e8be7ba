using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Plane.Drone.Proxy.Listeners;

/// <summary>A connection that one listener accepted and another serves. It is its first owner's: the second only says when it is done.</summary>
internal sealed class HandedConnection(ConnectionContext inner) : ConnectionContext
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    public override string ConnectionId
    {
        get => inner.ConnectionId;
        set => throw new NotSupportedException("The connection has its name already.");
    }

    /// <summary>What the second server notes of it is not the first one's.</summary>
    public override IFeatureCollection Features { get; } = new FeatureCollection(inner.Features);

    public override IDictionary<object, object?> Items { get; set; } = inner.Items;

    public override IDuplexPipe Transport { get; set; } = inner.Transport;

    public override EndPoint? LocalEndPoint { get; set; } = inner.LocalEndPoint;

    public override EndPoint? RemoteEndPoint { get; set; } = inner.RemoteEndPoint;

    public override CancellationToken ConnectionClosed { get; set; } = inner.ConnectionClosed;

    public override void Abort() => inner.Abort();

    public override void Abort(ConnectionAbortedException abortReason) => inner.Abort(abortReason);

    public override ValueTask DisposeAsync()
    {
        _done.TrySetResult();
        return base.DisposeAsync();
    }
}
