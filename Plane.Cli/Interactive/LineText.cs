using System.Text;

namespace Plane.Cli.Interactive;

/// <summary>Puts lines together of text that comes in pieces.</summary>
/// <param name="tell">Given each line, without its end.</param>
internal sealed class LineText(Action<string> tell)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _line = new();

    public Task AddAsync(ReadOnlyMemory<byte> text)
    {
        var letters = new char[Encoding.UTF8.GetMaxCharCount(text.Length)];
        foreach (var letter in letters.AsSpan(0, _decoder.GetChars(text.Span, letters, flush: false)))
        {
            if (letter == '\n')
            {
                tell(_line.ToString());
                _line.Clear();
            }
            else
            {
                _line.Append(letter);
            }
        }

        return Task.CompletedTask;
    }
}
