using System.Text;

namespace Plane.Drone.Runtime.Process;

/// <summary>Splits a command line at blanks; double quotes keep them together. Nothing else is special.</summary>
internal static class CommandLine
{
    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quoted, begun) = (false, false);
        foreach (var character in text)
        {
            if (character == '"')
            {
                (quoted, begun) = (!quoted, true);
            }
            else if (character == ' ' && !quoted)
            {
                Flush();
            }
            else
            {
                word.Append(character);
                begun = true;
            }
        }

        Flush();
        return words;

        void Flush()
        {
            if (begun)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            begun = false;
        }
    }
}
