using System.Buffers;
using System.Buffers.Text;

namespace NATS.Client.Core;

/// <summary>The types that have a text form.</summary>
internal static class Utf8Primitives
{
    private delegate bool Formatter<T>(T value, Span<byte> destination, out int bytesWritten, StandardFormat format);

    private delegate bool Parser<T>(ReadOnlySpan<byte> source, out T value, out int bytesConsumed, char standardFormat);

    private static readonly Dictionary<Type, object> Known = new(
    [
        .. Entry<bool>(Utf8Formatter.TryFormat, Utf8Parser.TryParse),
        .. Entry<byte>(Utf8Formatter.TryFormat, Utf8Parser.TryParse),
        .. Entry<sbyte>(Utf8Formatter.TryFormat, Utf8Parser.TryParse),
        .. Entry<short>(Utf8Formatter.TryFormat, Utf8Parser.TryParse),
        .. Entry<ushort>(Utf8Formatter.TryFormat, Utf8Parser.TryParse),
        .. Entry<int>(Utf8Formatter.TryFormat, Utf8Parser.TryParse),
        .. Entry<uint>(Utf8Formatter.TryFormat, Utf8Parser.TryParse),
        .. Entry<long>(Utf8Formatter.TryFormat, Utf8Parser.TryParse),
        .. Entry<ulong>(Utf8Formatter.TryFormat, Utf8Parser.TryParse),
        .. Entry<float>(Utf8Formatter.TryFormat, Utf8Parser.TryParse),
        .. Entry<double>(Utf8Formatter.TryFormat, Utf8Parser.TryParse),
        .. Entry<decimal>(Utf8Formatter.TryFormat, Utf8Parser.TryParse),
        .. Entry<Guid>(Utf8Formatter.TryFormat, Utf8Parser.TryParse),
        .. Entry<TimeSpan>(Utf8Formatter.TryFormat, Utf8Parser.TryParse),
        .. Entry<DateTime>(Utf8Formatter.TryFormat, Utf8Parser.TryParse, 'O'),
        .. Entry<DateTimeOffset>(Utf8Formatter.TryFormat, Utf8Parser.TryParse, 'O'),
    ]);

    public static Utf8Primitive<T>? Find<T>() => Known.GetValueOrDefault(typeof(T)) as Utf8Primitive<T>;

    private static KeyValuePair<Type, object>[] Entry<T>(Formatter<T> format, Parser<T> parse, char symbol = default)
        where T : struct
    {
        var plain = new Plain<T>(format, parse, symbol);
        return [new(typeof(T), plain), new(typeof(T?), new Optional<T>(plain))];
    }

    private sealed class Plain<T>(Formatter<T> format, Parser<T> parse, char symbol) : Utf8Primitive<T>
    {
        // The longest text is that of decimal and double: well under this.
        private const int Longest = 128;

        public override void Write(IBufferWriter<byte> output, T value)
        {
            if (!format(value, output.GetSpan(Longest), out var written, symbol == default ? default : new StandardFormat(symbol)))
            {
                throw new NatsException($"Can't serialize {typeof(T)}, format error");
            }

            output.Advance(written);
        }

        public override T Read(ReadOnlySpan<byte> text)
            => parse(text, out var value, out _, symbol) ? value : throw new NatsException($"Can't deserialize {typeof(T)}. Parsing error");
    }

    private sealed class Optional<T>(Plain<T> plain) : Utf8Primitive<T?>
        where T : struct
    {
        public override void Write(IBufferWriter<byte> output, T? value)
        {
            if (value is { } present)
            {
                plain.Write(output, present);
            }
        }

        public override T? Read(ReadOnlySpan<byte> text) => plain.Read(text);
    }
}
