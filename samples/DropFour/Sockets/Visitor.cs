using System.Threading.Channels;

namespace DropFour.Sockets;

/// <summary>
/// One connected browser tab, as the table sees it. Of the views to be sent only the latest is kept: a slow page skips
/// what is out of date anyhow.
/// </summary>
internal sealed class Visitor(string session)
{
    private readonly Channel<byte[]> _views = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public string Session { get; } = session;

    public ChannelReader<byte[]> Views => _views.Reader;

    public void Show(byte[] view) => _views.Writer.TryWrite(view);

    /// <summary>The same session came again from elsewhere; this one is to go.</summary>
    public void Replace() => _views.Writer.TryComplete();
}
