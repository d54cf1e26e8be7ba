namespace NATS.Client.Core;

/// <summary>An event handler that is awaited before the next event is raised.</summary>
public delegate ValueTask AsyncEventHandler<TEventArgs>(object? sender, TEventArgs args);
