using Plane.Tests.Architecture;

namespace Plane.Tests.Dns.Server;

/// <summary>
/// A query and what is to come back, from <c>wire-cases.txt</c>: blocks with an empty line between them. The first line is what is asked: arguments of
/// dig, behind <c>wild:</c> those for the other server; or <c>hex</c> and a packet. The rest is the answer: code and flags, then records with
/// their section in front, sorted; the SOA's serial is S.
/// </summary>
internal sealed record WireCase(string Asked, string Expected)
{
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "Plane.Tests", "Dns", "Server", "wire-cases.txt");

    public bool IsHex => Asked.StartsWith("hex ", StringComparison.Ordinal);

    public bool IsWild => Asked.StartsWith("wild: ", StringComparison.Ordinal);

    public string[] DigArguments => (IsWild ? Asked[6..] : Asked).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public byte[] Packet => Convert.FromHexString(Asked[4..].Replace(" ", "", StringComparison.Ordinal));

    public static IReadOnlyList<WireCase> ReadAll() =>
        [.. File.ReadAllText(Path).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(static block => !block.StartsWith('#')).Select(Read)];

    public static void WriteAll(IEnumerable<WireCase> cases)
    {
        var comment = File.ReadAllText(Path).Split("\n\n")[0];
        File.WriteAllText(Path, comment + "\n\n" + string.Join("\n\n", cases.Select(static each => each.Asked + "\n" + each.Expected)) + "\n");
    }

    private static WireCase Read(string block)
    {
        var lines = block.Trim('\n').Split('\n');
        return new WireCase(lines[0], string.Join('\n', lines.Skip(1)));
    }
}
