using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;
using Plane.Contracts.Interactive;

namespace Plane.Cli.Interactive;

/// <summary>Standard input as it comes, terminal or not. A read of it cannot be called off, so it has a thread of its own, which ends with the process.</summary>
internal static class StandardInput
{
    private const int BufferSize = 16 * 1024;
    private const int Waiting = 4;

    /// <summary>Sends all of it as the call's input, and its end.</summary>
    /// <exception cref="CallRefusedException">It is no text.</exception>
    public static async Task SendAsync(CallSocket socket, CancellationToken token)
    {
        var repair = new Utf8Repair();
        await foreach (var bytes in Read().ReadAllAsync(token))
        {
            await SendAsync(socket, repair.Add(bytes), repair, token);
        }

        await SendAsync(socket, repair.Finish(), repair, token);
        await socket.SignalAsync(new SignalMessage("close"), token);
    }

    private static async Task SendAsync(CallSocket socket, ReadOnlyMemory<byte> text, Utf8Repair repair, CancellationToken token)
    {
        if (repair.HasReplaced)
        {
            throw new CallRefusedException("Standard input is not UTF-8 text, and text is all that exec carries.");
        }

        await (text.IsEmpty ? Task.CompletedTask : socket.TextAsync(text, token));
    }

    private static ChannelReader<byte[]> Read()
    {
        var channel = Channel.CreateBounded<byte[]>(Waiting);
        new Thread(() => Pump(channel.Writer)) { IsBackground = true, Name = "standard input" }.Start();
        return channel.Reader;
    }

    private static void Pump(ChannelWriter<byte[]> writer)
    {
        // Not the console's own stream, which takes a terminal by the line.
        using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        var buffer = new byte[BufferSize];
        try
        {
            while (input.Read(buffer) is var read and > 0)
            {
                if (!writer.WriteAsync(buffer[..read]).AsTask().ContinueWith(static done => done.IsCompletedSuccessfully, TaskScheduler.Default).GetAwaiter().GetResult())
                {
                    return;
                }
            }
        }
        catch (IOException)
        {
            // The terminal is gone: no more will come.
        }
        finally
        {
            writer.TryComplete();
        }
    }
}
