namespace Aspire.Hosting.ApplicationModel;

/// <summary>An event whose subscribers have been called; the task ends when the last one has.</summary>
public record EventSnapshot(Task EventTask);
