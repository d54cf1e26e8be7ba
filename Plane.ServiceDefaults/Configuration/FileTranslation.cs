using System.Collections.Immutable;

namespace Plane.ServiceDefaults.Configuration;

/// <summary>The NATS generation's configuration as ours. Pure.</summary>
/// <param name="Settings">By our keys, with where each was said.</param>
/// <param name="Warnings">Of keys that nobody knows, or that have no effect on this program.</param>
internal sealed record FileTranslation(ImmutableDictionary<string, FileEntry> Settings, ImmutableArray<string> Warnings)
{
    private const string Connection = "ConnectionStrings:nats";

    /// <param name="entries">Later ones win.</param>
    /// <param name="tables">Names of tables at the top, empty ones too.</param>
    public static FileTranslation Of(ProgramKind program, IEnumerable<FileEntry> entries, IReadOnlyCollection<string> tables)
    {
        var merged = entries.GroupBy(static entry => entry.Key, StringComparer.OrdinalIgnoreCase).Select(static same => same.Last()).ToList();
        var settings = new List<(string Key, FileEntry Entry)>();
        foreach (var entry in merged)
        {
            if (Find(program, entry.Key) is { Target: { } target } key)
            {
                settings.Add((KeyPath.Fill(target, KeyPath.Wild(key.Name, entry.Key)), entry));
            }
        }

        settings.AddRange(program switch
        {
            ProgramKind.Dns => DnsSettings(merged),
            ProgramKind.Drone => [.. DroneSettings(merged), .. RolesOf(tables)],
            _ => [],
        });
        settings.AddRange(NatsSettings(merged));
        settings.AddRange(LogSettings(merged));
        return new FileTranslation(
            settings.ToImmutableDictionary(static setting => setting.Key, static setting => setting.Entry, StringComparer.OrdinalIgnoreCase),
            [.. merged.Select(entry => WarningOf(program, entry)).OfType<string>(), .. EmptyUnknown(tables, merged).Select(static table => Unknown(table, null))]);
    }

    private static FileKey? Find(ProgramKind program, string key) =>
        FileKeys.All.FirstOrDefault(known => (known.Program ?? program) == program && KeyPath.Matches(known.Name, key));

    private static string? WarningOf(ProgramKind program, FileEntry entry)
    {
        if (Find(program, entry.Key) is { } known)
        {
            return known.Reason is { } reason ? $"{entry.Name} ({entry.Origin}) has no effect: {reason}" : null;
        }

        return FileKeys.All.FirstOrDefault(key => KeyPath.Matches(key.Name, entry.Key)) is { } others
            ? $"{entry.Name} ({entry.Origin}) has no effect on the {Named(program)}: it is a key of the {Named(others.Program!.Value)}"
            : Unknown(entry.Name, entry.Origin);
    }

    private static IEnumerable<string> EmptyUnknown(IEnumerable<string> tables, List<FileEntry> entries) =>
        tables.Where(table => !FileKeys.IsTable(table) && !entries.Exists(entry => entry.Key.StartsWith(table + ":", StringComparison.OrdinalIgnoreCase)));

    private static string Unknown(string name, string? origin)
    {
        var nearest = NearestName.Of(name, FileKeys.All.Select(static key => key.Name.Replace(":*", "", StringComparison.Ordinal).Replace(':', '.')).Concat(FileKeys.All.Select(static key => key.Name.Split(':')[0])).Distinct());
        return $"{name}{(origin is null ? "" : $" ({origin})")} is no key that is known{(nearest is null ? "" : $"; did you mean {nearest}?")}";
    }

    private static string Named(ProgramKind program) => program switch
    {
        ProgramKind.Controller => "controller",
        ProgramKind.Drone => "drone",
        _ => "DNS server",
    };

    /// <summary>Hosts with or without scheme and port, and one login for all of them.</summary>
    private static IEnumerable<(string, FileEntry)> NatsSettings(List<FileEntry> entries)
    {
        var hosts = entries.Where(static entry => KeyPath.Matches(FileKeys.Hosts, entry.Key) || KeyPath.Matches(FileKeys.Host, entry.Key)).ToList();
        if (hosts.Count == 0)
        {
            yield break;
        }

        var login = Value(entries, FileKeys.Token) is { } token ? Uri.EscapeDataString(token) + "@"
            : Value(entries, FileKeys.User) is { } user ? $"{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(Value(entries, FileKeys.Password) ?? "")}@"
            : "";
        yield return (Connection, hosts[0] with { Value = string.Join(',', hosts.Select(host => NatsUrl(host.Value.Trim(), login))) });
    }

    private static string NatsUrl(string host, string login)
    {
        var scheme = host.IndexOf("://", StringComparison.Ordinal) is var at and > 0 ? host[..(at + 3)] : "nats://";
        var address = host.StartsWith(scheme, StringComparison.Ordinal) ? host[scheme.Length..] : host;
        return scheme + (address.Contains('@') ? "" : login) + address;
    }

    /// <summary>Set to anything but <c>false</c> it is on (HTTP API §8).</summary>
    private static IEnumerable<(string, FileEntry)> LogSettings(List<FileEntry> entries) =>
        Entry(entries, FileKeys.JsonLogs) is { } said
            ? [("Plane:Logging:Json", said with { Value = said.Value.Equals("false", StringComparison.OrdinalIgnoreCase) ? "false" : "true" })] : [];

    private static IEnumerable<(string, FileEntry)> DnsSettings(List<FileEntry> entries)
    {
        var (address, port) = (Entry(entries, FileKeys.DnsAddress), Entry(entries, FileKeys.DnsPort));
        if ((address ?? port) is { } said)
        {
            var ip = address?.Value ?? "0.0.0.0";
            yield return ("Plane:Dns:Listen", said with { Value = $"{(ip.Contains(':') ? $"[{ip}]" : ip)}:{port?.Value ?? "53"}" });
        }

        if (Entry(entries, FileKeys.Mailbox) is { } mailbox)
        {
            yield return ("Plane:Dns:Mailbox", mailbox with { Value = MailboxName(mailbox.Value) });
        }
    }

    /// <summary>RFC 1035 §8: dots before the @ are escaped, the @ becomes a dot.</summary>
    private static string MailboxName(string address) => address.IndexOf('@', StringComparison.Ordinal) is var at and > 0
        ? $"{address[..at].Replace(".", "\\.", StringComparison.Ordinal)}.{address[(at + 1)..]}" : address;

    private static IEnumerable<(string, FileEntry)> DroneSettings(List<FileEntry> entries)
    {
        // A file there, a folder here: beside it, by its name without the ending.
        if (Entry(entries, FileKeys.Database) is { } database)
        {
            yield return ("Plane:Drone:StateDirectory", database with { Value = Path.ChangeExtension(database.Value, null) });
        }

        if (Entry(entries, FileKeys.Socket) is { } socket)
        {
            yield return ("DOCKER_HOST", socket with { Value = "unix://" + socket.Value });
        }
    }

    /// <summary>Without any of the tables nothing is said: then the process has all roles.</summary>
    private static IEnumerable<(string, FileEntry)> RolesOf(IReadOnlyCollection<string> tables) =>
        FileKeys.Roles.Where(role => tables.Contains(role.Table, StringComparer.OrdinalIgnoreCase)).Select(static role => role.Role).Distinct()
            .Select(static (role, index) => ($"Plane:Drone:Roles:{index}", new FileEntry(role, role, $"the table of the {role}")));

    private static FileEntry? Entry(List<FileEntry> entries, string name) => entries.Find(entry => KeyPath.Matches(name, entry.Key));

    private static string? Value(List<FileEntry> entries, string name) => Entry(entries, name)?.Value;
}
