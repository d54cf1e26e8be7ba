using Yarp.ReverseProxy.Forwarder;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>
/// What the forwarder logs, with what clients do every day at <c>Debug</c>: they leave in the middle of a stream, reload a page with its socket, lose their network. It warns
/// of that, with a stack trace, as of a backend that breaks off.
/// </summary>
/// <typeparam name="T">The forwarder's type, which is not public.</typeparam>
internal sealed class ForwarderLog<T>(ILoggerFactory factory) : ILogger<T>
{
    private readonly ILogger _inner = factory.CreateLogger<T>();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => _inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => _inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var level = logLevel == LogLevel.Warning && IsOfClient(state) ? LogLevel.Debug : logLevel;
        if (_inner.IsEnabled(level))
        {
            _inner.Log(level, eventId, state, exception, formatter);
        }
    }

    private static bool IsOfClient<TState>(TState state)
    {
        foreach (var (_, value) in state as IReadOnlyList<KeyValuePair<string, object?>> ?? [])
        {
            if (value is ForwarderError error)
            {
                return error is ForwarderError.RequestBodyClient or ForwarderError.ResponseBodyClient or ForwarderError.ResponseBodyCanceled
                    or ForwarderError.UpgradeRequestClient or ForwarderError.UpgradeResponseClient or ForwarderError.UpgradeResponseCanceled;
            }
        }

        return false;
    }
}
