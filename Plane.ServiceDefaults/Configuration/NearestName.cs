namespace Plane.ServiceDefaults.Configuration;

/// <summary>What somebody may have meant.</summary>
internal static class NearestName
{
    private static readonly char[] Separators = [':', '.'];

    /// <summary>The known name with the fewest changed letters; null where more than a third of its last part would have to change.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var best = known
            .Select(candidate => (Name: candidate, Distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .DefaultIfEmpty((Name: string.Empty, Distance: int.MaxValue))
            .MinBy(static candidate => candidate.Distance);
        return best.Distance <= Math.Max(2, name.Split(Separators)[^1].Length / 3) ? best.Name : null;
    }

    /// <summary>Letters to insert, delete or replace (Levenshtein), a swap of neighbours counting as one.</summary>
    public static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0 ? i + j : Cheapest(rows, from, to, i, j);
            }
        }

        return rows[from.Length, to.Length];
    }

    private static int Cheapest(int[,] rows, string from, string to, int i, int j)
    {
        var replaced = rows[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
        var cheapest = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
        var isSwap = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
        return isSwap ? Math.Min(cheapest, rows[i - 2, j - 2] + 1) : cheapest;
    }
}
