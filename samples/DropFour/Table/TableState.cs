using DropFour.Game;

namespace DropFour.Table;

/// <summary>Who sits where and the round they play. Every change makes a new one; nothing here knows sockets or clocks.</summary>
internal sealed record TableState(Match Match, Seat? First, Seat? Second)
{
    /// <summary>How long a player who went away may come back to the same seat.</summary>
    public static readonly TimeSpan SeatKept = TimeSpan.FromSeconds(30);

    public static TableState Empty { get; } = new(Match.Begin(Disc.First), null, null);

    public bool IsComplete => First is not null && Second is not null;

    /// <summary>When the next seat is given up, if any is about to be.</summary>
    public DateTimeOffset? NextExpiry =>
        First?.FreeAt is { } first && Second?.FreeAt is { } second ? (first < second ? first : second) : First?.FreeAt ?? Second?.FreeAt;

    /// <summary><see cref="Disc.None"/> for a spectator.</summary>
    public Disc SeatOf(string session) =>
        First?.Session == session ? Disc.First : Second?.Session == session ? Disc.Second : Disc.None;

    /// <summary>Back to the own seat, or to a free one, or unchanged: a spectator.</summary>
    public TableState Arrive(string session) => SeatOf(session) switch
    {
        Disc.First => this with { First = First! with { FreeAt = null } },
        Disc.Second => this with { Second = Second! with { FreeAt = null } },
        _ when First is null => this with { First = new Seat(session) },
        _ when Second is null => this with { Second = new Seat(session) },
        _ => this,
    };

    public TableState Leave(string session, DateTimeOffset now) => SeatOf(session) switch
    {
        Disc.First => this with { First = First! with { FreeAt = now + SeatKept } },
        Disc.Second => this with { Second = Second! with { FreeAt = now + SeatKept } },
        _ => this,
    };

    /// <summary>Gives up the seats whose time is over. The round and the score were theirs too: both begin anew.</summary>
    public TableState Expire(DateTimeOffset now)
    {
        var first = First?.FreeAt <= now ? null : First;
        var second = Second?.FreeAt <= now ? null : Second;
        return first == First && second == Second ? this : new TableState(Match.Begin(Disc.First), Fresh(first), Fresh(second));

        static Seat? Fresh(Seat? seat) => seat is null ? null : seat with { Wins = 0, WantsRematch = false };
    }

    /// <summary>Nobody moves before both are seated.</summary>
    public (TableState Table, MoveVerdict Verdict) Drop(string session, int column)
    {
        var (match, verdict) = Match.Play(IsComplete ? SeatOf(session) : Disc.None, column);
        return (this with { Match = match, First = Counted(First, Disc.First), Second = Counted(Second, Disc.Second) }, verdict);

        Seat? Counted(Seat? seat, Disc disc) =>
            verdict == MoveVerdict.Played && match.Winner == disc && seat is not null ? seat with { Wins = seat.Wins + 1 } : seat;
    }

    /// <summary>The next round begins once both have said so.</summary>
    public TableState Rematch(string session)
    {
        if (!Match.IsOver)
        {
            return this;
        }

        var asked = SeatOf(session) switch
        {
            Disc.First => this with { First = First! with { WantsRematch = true } },
            Disc.Second => this with { Second = Second! with { WantsRematch = true } },
            _ => this,
        };
        return asked is { First: { WantsRematch: true } first, Second: { WantsRematch: true } second }
            ? new TableState(Match.Next(), first with { WantsRematch = false }, second with { WantsRematch = false })
            : asked;
    }
}
