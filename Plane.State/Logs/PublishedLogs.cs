using System.Collections.Immutable;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Plane.Contracts.Nats;

namespace Plane.State.Logs;

/// <summary>
/// Takes a program's own log records for publication on NATS. Nobody who logs ever waits: what finds the queue full is dropped and counted. Only Plane's
/// categories are taken, for the framework's tell paths, which may hold tokens; and of an exception its types, for its text is the world's.
/// </summary>
/// <param name="level">The least that is published; <see cref="LogLevel.None"/> for nothing.</param>
public sealed class PublishedLogs(LogComponent component, LogLevel level, TimeProvider clock) : ILoggerProvider
{
    /// <summary>Records that wait for NATS at most.</summary>
    public const int Waiting = 128;

    private const string Ours = "Plane.";
    private static readonly string Own = typeof(PublishedLogs).Namespace!;

    private readonly Channel<LogMessage> _waiting = Channel.CreateBounded<LogMessage>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private long _dropped;

    /// <summary>How many records were dropped since the start.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public ChannelReader<LogMessage> Records => _waiting.Reader;

    public LogComponent Component => component;

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    /// <summary>One was taken, and could not be published.</summary>
    public void Drop() => Interlocked.Increment(ref _dropped);

    /// <summary>That records were dropped, as a record.</summary>
    public LogMessage DropsOf(long dropped) => new(
        component,
        Own,
        "RecordsDropped",
        "WARN",
        clock.GetUtcNow(),
        ImmutableSortedDictionary<string, string>.Empty.Add("message", string.Create(CultureInfo.InvariantCulture, $"{dropped} log records were dropped")));

    public void Dispose() => _waiting.Writer.TryComplete();

    private bool Takes(string category, LogLevel asked) =>
        asked >= level && asked != LogLevel.None && category.StartsWith(Ours, StringComparison.Ordinal) && !category.StartsWith(Own, StringComparison.Ordinal);

    private void Take(LogMessage record)
    {
        if (!_waiting.Writer.TryWrite(record))
        {
            Drop();
        }
    }

    private sealed class Category(PublishedLogs logs, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logs.Takes(name, logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                logs.Take(new LogMessage(logs.Component, name, eventId.Name ?? "", SeverityOf(logLevel), logs.Now, FieldsOf(state, formatter(state, exception), exception)));
            }
        }

        private static string SeverityOf(LogLevel level) => level switch
        {
            LogLevel.Critical or LogLevel.Error => "ERROR",
            LogLevel.Warning => "WARN",
            LogLevel.Information => "INFO",
            LogLevel.Debug => "DEBUG",
            _ => "TRACE",
        };

        private static ImmutableSortedDictionary<string, string> FieldsOf<TState>(TState state, string message, Exception? exception)
        {
            const string Format = "{OriginalFormat}";
            var fields = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            foreach (var (key, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
            {
                if (key != Format)
                {
                    fields[key] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
                }
            }

            if (exception is not null)
            {
                fields["exception"] = string.Join(" < ", TypesOf(exception));
            }

            fields["message"] = message;
            return fields.ToImmutable();
        }

        private static IEnumerable<string> TypesOf(Exception exception)
        {
            for (var one = exception; one is not null; one = one.InnerException)
            {
                yield return one.GetType().Name;
            }
        }
    }

    private DateTimeOffset Now => clock.GetUtcNow();
}
