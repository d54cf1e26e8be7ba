namespace Aspire.Hosting.ApplicationModel;

internal sealed record LocalCommand(string FileName, IReadOnlyList<string> Arguments);
