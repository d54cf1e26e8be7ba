using System.Text;
using Plane.State.Conduits;

namespace Plane.Tests.State.Conduits;

/// <summary>What an end of a conduit keeps, counts and asks for again. Pure.</summary>
public sealed class WindowTests
{
    [Fact]
    public void Room_comes_back_with_what_was_dealt_with()
    {
        var sent = new SendWindow();
        var payload = new byte[Conduit.LongestPayload];
        while (sent.HasRoom)
        {
            sent.Add(ConduitContent.Bytes, payload);
        }

        var full = sent.Sent;
        sent.Forget(full - 1);

        Assert.InRange((int)full * Conduit.LongestPayload, SendWindow.Size - Conduit.LongestPayload, SendWindow.Size + Conduit.LongestPayload);
        Assert.True(sent.HasRoom);
        Assert.Single(sent.After(0));
    }

    [Fact]
    public void Tiny_messages_fill_a_window_before_they_fill_a_subscription()
    {
        var sent = new SendWindow();
        while (sent.HasRoom)
        {
            sent.Add(ConduitContent.Bytes, [1]);
        }

        Assert.InRange(sent.Sent, 100ul, 1024ul);
    }

    [Fact]
    public void Messages_come_once_and_in_order_whatever_is_repeated_or_missing()
    {
        var received = new ReceiveWindow();

        Assert.True(received.Add(1, MessageOf("a")));
        Assert.True(received.Add(1, MessageOf("a")));
        Assert.False(received.Add(3, MessageOf("c")));
        Assert.True(received.Add(2, MessageOf("b")));
        Assert.True(received.Add(3, MessageOf("c")));
        Assert.Equal(3ul, received.Received);
        Assert.Equal(["a", "b", "c"], Take(received));
    }

    [Fact]
    public void The_other_end_is_told_once_much_was_dealt_with()
    {
        var received = new ReceiveWindow();
        var message = new ConduitMessage(ConduitContent.Bytes, new byte[Conduit.LongestPayload]);

        Assert.Equal([false, true, true], [received.Consume(message), received.Consume(message), received.Consume(message)]);
        received.Told();
        Assert.False(received.Consume(message));
        Assert.Equal(4ul, received.Consumed);
    }

    [Fact]
    public void A_frame_is_read_as_it_was_written_and_rubbish_is_none()
    {
        var state = new EndState(1, 2, ulong.MaxValue, EndFlags.Resend | EndFlags.Gone);

        Assert.True(ConduitFrame.TryRead(ConduitFrame.Of(7, ConduitContent.Errors, "text"u8), out var data));
        Assert.True(ConduitFrame.TryRead(ConduitFrame.Of(state), out var told));
        Assert.Equal((7ul, ConduitContent.Errors, "text"), (data.Number, data.Message.Content, Encoding.UTF8.GetString(data.Message.Payload.Span)));
        Assert.Equal(state, told.State);
        foreach (var rubbish in new byte[][] { [], [1], [2, 0, 0], [9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9] })
        {
            Assert.False(ConduitFrame.TryRead(rubbish, out _));
        }
    }

    private static ConduitMessage MessageOf(string text) => new(ConduitContent.Bytes, Encoding.UTF8.GetBytes(text));

    private static IEnumerable<string> Take(ReceiveWindow received)
    {
        while (received.TryTake(out var message))
        {
            yield return Encoding.UTF8.GetString(message.Payload.Span);
        }
    }
}
