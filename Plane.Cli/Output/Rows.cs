using Spectre.Console;

namespace Plane.Cli.Output;

/// <summary>Rows of results: a table on a terminal; lines with tabs between the columns for scripts.</summary>
internal static class Rows
{
    public static void Write(Screen screen, string[] headers, IEnumerable<string[]> rows)
    {
        if (screen.Results.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumns(headers);
            foreach (var row in rows)
            {
                table.AddRow(row.Select(static cell => new Text(Screen.Plain(cell))).ToArray());
            }

            screen.Results.Write(table);
            return;
        }

        foreach (var row in rows)
        {
            screen.Line(string.Join('\t', row.Select(static cell => cell.Replace('\t', ' '))));
        }
    }
}
