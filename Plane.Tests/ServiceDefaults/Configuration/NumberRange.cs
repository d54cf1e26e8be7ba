using System.Globalization;
using System.Text.RegularExpressions;

namespace Plane.Tests.ServiceDefaults.Configuration;

/// <summary>The range that a docstring gives: <c>1–3,600</c>.</summary>
internal sealed partial record NumberRange(double Min, double Max)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Min:#,0.##}–{Max:#,0.##}");

    public static NumberRange? In(string text) => Pattern().Match(text) is { Success: true } found
        ? new NumberRange(Number(found.Groups["min"].Value), Number(found.Groups["max"].Value)) : null;

    private static double Number(string text) => double.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![\w.`-])(?<min>\d[\d,]*(\.\d+)?)–(?<max>\d[\d,]*(\.\d+)?)(?![\w`])")]
    private static partial Regex Pattern();
}
