namespace NATS.Client.Core;

/// <summary>Raw bytes, else UTF-8 primitives, else <see cref="NatsException"/>.</summary>
public static class NatsDefaultSerializer<T>
{
    /// <summary>The one instance for the type.</summary>
    public static readonly INatsSerializer<T> Default = new NatsRawSerializer<T>(NatsUtf8PrimitivesSerializer<T>.Default);
}
