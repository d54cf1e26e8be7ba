namespace Aspire.Hosting.Orchestration;

/// <summary>Everything needed to start one process.</summary>
internal sealed record LaunchPlan(
    string FileName, IReadOnlyList<string> Arguments, string WorkingDirectory, IReadOnlyDictionary<string, string> Environment);
