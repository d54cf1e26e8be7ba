using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Plane.Tests.Drone.Proxy;

/// <summary>Keeps what a program logs from a level on.</summary>
/// <param name="from">The lowest level that is kept.</param>
/// <param name="category">How the names of the categories begin that are kept.</param>
internal sealed class ErrorLog(LogLevel from = LogLevel.Error, string category = "") : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _messages = new();

    public IReadOnlyCollection<string> Messages => _messages;

    public ILogger CreateLogger(string categoryName) => categoryName.StartsWith(category, StringComparison.Ordinal) ? this : NullLogger.Instance;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= from;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            _messages.Enqueue(formatter(state, exception) + exception);
        }
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
