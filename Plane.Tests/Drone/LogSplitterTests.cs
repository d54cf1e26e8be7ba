using System.Text;
using Plane.Drone.Runtime;
using Plane.State.Backends;

namespace Plane.Tests.Drone;

/// <summary>Bytes to lines, with a mark to go on from.</summary>
public sealed class LogSplitterTests
{
    private const string Stamp = "2026-01-02T03:04:05.000000007Z ";
    private const long Nanoseconds = 1_767_323_045_000_000_007;

    [Fact]
    public void A_stamp_becomes_the_line_s_mark_however_the_bytes_arrive()
    {
        var splitter = new LogSplitter(isError: false, stamped: true);
        var bytes = Encoding.UTF8.GetBytes(Stamp + "hello\n" + Stamp + "\n" + "short\n");

        var lines = bytes.SelectMany(one => splitter.Add(new[] { one }).ToList()).ToList();

        Assert.Equal([new LogLine(false, "hello", Nanoseconds), new LogLine(false, "", Nanoseconds + 1), new LogLine(false, "short", Nanoseconds + 2)], lines);
    }

    [Fact]
    public void A_line_that_the_engine_cut_and_stamped_anew_keeps_its_text()
    {
        var splitter = new LogSplitter(isError: true, stamped: true);
        var text = new string('x', 16 * 1024);

        var lines = splitter.Add(Encoding.UTF8.GetBytes(Stamp + text + Stamp + "end\n")).ToList();

        Assert.Equal(text + "end", string.Concat(lines.Select(static line => line.Text)));
        Assert.Equal([Nanoseconds, Nanoseconds + 1, Nanoseconds + 2], lines.Select(static line => line.Mark));
    }

    [Fact]
    public void A_long_line_comes_in_pieces_that_say_so_and_no_character_is_torn()
    {
        var splitter = new LogSplitter(isError: false, stamped: true);
        var text = "x" + new string('\u20ac', 20_000);
        var (bytes, stamp) = (Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(Stamp));

        // As an engine gives it: a stamp before every 16 KiB.
        var stamped = bytes.Chunk(16 * 1024).SelectMany(piece => stamp.Concat(piece)).Append((byte)'\n').Concat(stamp).Concat("next\n"u8.ToArray()).ToArray();
        var lines = stamped.Chunk(1000).SelectMany(piece => splitter.Add(piece).ToList()).ToList();

        Assert.Equal(text, string.Concat(lines.SkipLast(1).Select(static line => line.Text)));
        Assert.All(lines.SkipLast(2), static line => Assert.True(line.GoesOn));
        Assert.Equal([(false, "next")], lines.TakeLast(1).Select(static line => (line.GoesOn, line.Text)));
        Assert.False(lines[^2].GoesOn);
    }

    [Fact]
    public void Whoever_goes_on_behind_any_line_or_piece_gets_all_that_follow_and_nothing_twice()
    {
        // Two lines at once, a long one in two stamped chunks, and one after the clock was set back.
        var bytes = Encoding.UTF8.GetBytes($"{Stamp}one\n{Stamp}two\n{Stamp}{new string('x', 16 * 1024)}{Stamp}{new string('y', 9 * 1024)}\n{Stamp.Replace("05.", "04.", StringComparison.Ordinal)}back\n");
        var lines = new LogSplitter(isError: false, stamped: true).Add(bytes).ToList();

        for (var read = 1; read <= lines.Count; read++)
        {
            var place = default(OutputPosition).After(isError: false, lines[read - 1].Mark);
            var again = new LogSplitter(isError: false, stamped: true).Add(bytes).Where(line => !place.Covers(line.IsError, line.Mark));

            Assert.Equal(lines.Skip(read), again);
        }
    }

    [Fact]
    public void Without_stamps_the_mark_is_where_the_next_line_begins()
    {
        var splitter = new LogSplitter(isError: false, start: 100);

        var lines = splitter.Add("one\ntwo\nrest"u8.ToArray()).ToList();

        Assert.Equal([("one", 104), ("two", 108)], lines.Select(static line => (line.Text, line.Mark)));
    }
}
