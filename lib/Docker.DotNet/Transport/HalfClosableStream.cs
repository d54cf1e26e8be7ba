namespace Docker.DotNet.Transport;

/// <summary>A stream both ways whose writing side ends before its reading side.</summary>
internal abstract class HalfClosableStream : Stream
{
    /// <summary>Tells the peer that nothing more comes; reading goes on.</summary>
    public abstract void CloseWrite();
}
