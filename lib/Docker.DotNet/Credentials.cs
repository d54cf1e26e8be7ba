namespace Docker.DotNet;

/// <summary>How a client proves to the engine who it is.</summary>
public abstract class Credentials : IDisposable
{
    /// <summary>True makes <c>tcp</c> endpoints speak TLS.</summary>
    public abstract bool IsTlsCredentials();

    /// <summary>Puts what is needed around the handler that sends; called for every handler the client makes.</summary>
    public abstract HttpMessageHandler GetHandler(HttpMessageHandler innerHandler);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
