using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Plane.Drone.Certificates;
using Plane.Drone.Certificates.Challenges;

namespace Plane.Drone.Proxy.Listeners;

/// <summary>
/// Lets authorities look at a TLS listener (tls-alpn-01). Which protocols a client offers is not told to who chooses the certificate, so its first words are read ahead
/// and left where they are. No client's request is served on such a connection.
/// </summary>
internal sealed class ChallengeDoor(ChallengeAnswers answers, TimeProvider clock)
{
    /// <summary>The handshake's own limit goes on from here.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Around what does TLS.</summary>
    public void Put(ListenOptions listen, Action<ListenOptions> tls)
    {
        if (!answers.AreFor(DomainChallenge.TlsAlpn))
        {
            tls(listen);
            return;
        }

        listen.Use(next => connection => SortAsync(connection, next));
        tls(listen);

        // The handshake was all there is to see.
        listen.Use(static next => connection => connection.Features.Get<ChallengeHandshake>() is null ? next(connection) : Task.CompletedTask);
    }

    private async Task SortAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (await HelloAsync(connection.Transport.Input, connection.ConnectionClosed) is { IsChallenge: true, ServerName: { } name }
            && await answers.FindAsync(name, DomainChallenge.TlsAlpn, challengeToken: null, connection.ConnectionClosed) is { } answer)
        {
            connection.Features.Set(new ChallengeHandshake(answer, clock.GetUtcNow()));
        }

        await next(connection);
    }

    private async ValueTask<ClientHello> HelloAsync(PipeReader input, CancellationToken closed)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, closed);
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(either.Token);
                var hello = Read(read.Buffer);
                var isOver = hello is not null || read.IsCompleted || read.IsCanceled;
                input.AdvanceTo(read.Buffer.Start, isOver ? read.Buffer.Start : read.Buffer.End);
                if (isOver)
                {
                    return hello ?? default;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // Too slow, or gone: whoever does the handshake meets it again.
            return default;
        }
    }

    private static ClientHello? Read(in ReadOnlySequence<byte> bytes)
    {
        var begin = bytes.Slice(0, Math.Min(bytes.Length, ClientHello.Longest));
        return ClientHello.Read(begin.IsSingleSegment ? begin.FirstSpan : begin.ToArray());
    }
}
