namespace Aspire.Hosting.ApplicationModel;

/// <summary>What the container would have been started with.</summary>
/// <param name="Resource">The container resource.</param>
/// <param name="Arguments">Its resolved arguments, mount targets already replaced by the directories of this machine.</param>
/// <param name="StateDirectory">A private directory for generated files (mode 0700).</param>
internal sealed record LocalCommandContext(ContainerResource Resource, IReadOnlyList<string> Arguments, string StateDirectory);
