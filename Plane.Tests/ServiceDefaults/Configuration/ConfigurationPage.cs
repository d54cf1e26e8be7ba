using System.Globalization;
using System.Text;
using Plane.ServiceDefaults.Configuration;

namespace Plane.Tests.ServiceDefaults.Configuration;

/// <summary>docs/configuration.md, made from the options' docstrings and the table of file keys.</summary>
internal static class ConfigurationPage
{
    private static readonly (ProgramKind Kind, string Name)[] Programs = [(ProgramKind.Controller, "controller"), (ProgramKind.Drone, "drone"), (ProgramKind.Dns, "DNS server")];

    private const string Head = """
        # Configuration

        Made from the docstrings of the options by a test (`PLANE_UPDATE_GOLDEN=1 ./test ConfigurationPage`): change those, not this page.

        ## Where settings come from

        Later ones win:

        1. `appsettings.json` and `appsettings.{environment}.json` in the working directory;
        2. a TOML file, `--config FILE.toml` (or as the first argument), with the keys of the section "TOML and `PLANE_` variables" below;
        3. environment `PLANE_…`, which overrides keys of that file: `PLANE_NATS__HOSTS=a,b` is `nats.hosts`;
        4. environment in .NET's form: `Plane__Controller__GraceSeconds=20` is `Plane:Controller:GraceSeconds`;
        5. the command line: `--Plane:Controller:GraceSeconds=20`.

        Elements of lists are numbered from 0 (`Plane__Drone__Roles__0=agent`), those of maps have their name (`Plane__Drone__Process__Images__my/image=…`).
        A program checks all its sections at start and tells all faults at once: exit code 1. A key that nobody knows is a warning that names the nearest known one.
        `--dump-config` (`-d`) prints the effective settings as JSON, with the source of each and without secrets, and exits.

        Besides `Plane:…` the programs read:

        | key | what |
        | --- | --- |
        | `ConnectionStrings:nats` | where NATS is: `nats://[user:password@\|token@]host[:port]`, `tls://…`, several by comma. Required |
        | `ASPNETCORE_URLS` (`urls`) | the controller's listener, default `http://localhost:8080`; of drone and DNS the internal one for health |
        | `DOCKER_HOST` | the drone's engine, `unix://…` or `tcp://…`. Default: the local socket |
        | `OTEL_EXPORTER_OTLP_ENDPOINT` and the other `OTEL_*` | traces, metrics and logs over OTLP. Default: none |
        | `Logging:LogLevel:{category}` | .NET's log levels |


        """;

    private const string FileHead = """
        ## TOML and `PLANE_` variables

        The names of the NATS generation, so that its files and environments go on working. In the environment: `PLANE_`, upper or lower case, `__` for the dot. An index or a name stands for `*`.

        | key | program | setting |
        | --- | --- | --- |

        """;

    public static string Text()
    {
        var text = new StringBuilder(Head);
        var catalogs = Programs.Select(static program => (program.Name, Catalog: Given.CatalogOf(program.Kind))).ToList();
        foreach (var type in catalogs.SelectMany(static program => program.Catalog.Classes).Distinct().OrderBy(OptionsCatalog.SectionOf, StringComparer.Ordinal))
        {
            var users = catalogs.Where(program => program.Catalog.Classes.Contains(type)).ToList();
            AppendSection(text, type, string.Join(", ", users.Select(static program => program.Name)), users[0].Catalog);
        }

        text.Append(FileHead);
        foreach (var key in FileKeys.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{key.Name.Replace(':', '.')}` | {(key.Program is { } one ? Programs.Single(program => program.Kind == one).Name : "all")} | {TargetOf(key)} |\n");
        }

        return text.ToString();
    }

    private static void AppendSection(StringBuilder text, Type type, string programs, OptionsCatalog catalog)
    {
        var section = OptionsCatalog.SectionOf(type);
        text.Append(CultureInfo.InvariantCulture, $"## `{section}`\n\n{DocComments.Of(type)} Read by: {programs}.\n\n| key | type | default | range | what and when |\n| --- | --- | --- | --- | --- |\n");
        foreach (var key in catalog.Keys.Where(key => key.Path.StartsWith(section + ":", StringComparison.Ordinal) && OwnerOf(catalog, key) == type))
        {
            var what = DocComments.Of(key.Property);
            text.Append(CultureInfo.InvariantCulture, $"| `{key.Path[(section.Length + 1)..]}` | {TypeOf(key.Type)} | {DefaultOf(key)} | {(IsNumber(key.Type) ? NumberRange.In(what) : null)} | {what} |\n");
        }

        text.Append('\n');
    }

    /// <summary>Of nested sections the innermost.</summary>
    private static Type OwnerOf(OptionsCatalog catalog, OptionKey key) =>
        catalog.Classes.Where(type => key.Path.StartsWith(OptionsCatalog.SectionOf(type) + ":", StringComparison.Ordinal)).MaxBy(static type => OptionsCatalog.SectionOf(type).Length)!;

    public static bool IsNumber(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is { IsPrimitive: true, IsEnum: false } number && number != typeof(bool);

    private static string TypeOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsEnum: true } named => string.Join(", ", Enum.GetNames(named).Select(static name => $"`{name}`")),
        var plain when plain == typeof(bool) => "`true`, `false`",
        var plain when plain == typeof(string) => "text",
        var plain when plain == typeof(double) => "number",
        { IsPrimitive: true } => "whole number",
        var other => other.Name,
    };

    private static string DefaultOf(OptionKey key) => key.Default switch
    {
        null or "" => "–",
        bool flag => flag ? "`true`" : "`false`",
        var value => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
    };

    private static string TargetOf(FileKey key) => key switch
    {
        { Reason: { } reason } => $"none: {reason}",
        { Target: { } target } => $"`{target}`",
        { Name: FileKeys.Hosts or FileKeys.Host } => "`ConnectionStrings:nats`; `host`, `host:port` or URL, port 4222 where none is named",
        { Name: FileKeys.Token or FileKeys.User or FileKeys.Password } => "`ConnectionStrings:nats`, for all hosts",
        { Name: FileKeys.DnsAddress or FileKeys.DnsPort } => "`Plane:Dns:Listen`; default 0.0.0.0 and 53",
        { Name: FileKeys.Mailbox } => "`Plane:Dns:Mailbox`, from `name@host`",
        { Name: FileKeys.Database } => "`Plane:Drone:StateDirectory`: the folder beside it that has its name without the ending",
        { Name: FileKeys.Socket } => "`DOCKER_HOST`",
        { Name: FileKeys.JsonLogs } => "`Plane:Logging:Json`; on unless `false`",
        _ => throw new InvalidOperationException($"{key.Name} becomes something that this page does not know."),
    };
}
