using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Docker.DotNet.Wire;

/// <summary>Reports each of many JSON values as soon as its last byte is there.</summary>
internal static class JsonStream
{
    private const int ReadSize = 8192;

    /// <exception cref="JsonException">A value is malformed, or the stream ends inside one.</exception>
    public static async Task ReportAsync<T>(Stream stream, JsonTypeInfo<T> type, IProgress<T> progress, CancellationToken cancellationToken)
    {
        var splitter = default(JsonSplitter);
        var pending = new ArrayBufferWriter<byte>();
        var buffer = new byte[ReadSize];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            splitter = Report(splitter, buffer.AsSpan(0, count), pending, type, progress);
        }

        if (splitter.InsideValue)
        {
            throw new JsonException("The engine's answer ended inside a JSON value.");
        }
    }

    private static JsonSplitter Report<T>(
        JsonSplitter splitter, ReadOnlySpan<byte> input, ArrayBufferWriter<byte> pending, JsonTypeInfo<T> type, IProgress<T> progress)
    {
        int end;
        while ((end = splitter.ReadToEndOfValue(input)) >= 0)
        {
            pending.Write(input[..end]);
            progress.Report(JsonSerializer.Deserialize(pending.WrittenSpan, type));
            pending.ResetWrittenCount();
            input = input[end..];
        }

        if (splitter.InsideValue)
        {
            pending.Write(input);
        }

        return splitter;
    }
}
