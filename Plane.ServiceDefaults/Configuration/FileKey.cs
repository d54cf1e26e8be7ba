namespace Plane.ServiceDefaults.Configuration;

/// <summary>A key of the NATS generation's configuration (NATS API §8.3, §8.4, §13, §14) and what it is here.</summary>
/// <param name="Name">With <c>:</c> between names; an asterisk stands for an index or a name.</param>
/// <param name="Program">Whose it is; null: of all.</param>
/// <param name="Target">The setting it becomes, its asterisks filled in turn. Null: it is used with others (see <see cref="FileTranslation"/>), or not at all.</param>
/// <param name="Reason">Why it has no effect; null where it has one.</param>
internal sealed record FileKey(string Name, ProgramKind? Program, string? Target = null, string? Reason = null);
