namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a waiting resource does when its dependency has failed.</summary>
public enum WaitBehavior
{
    /// <summary>Goes on waiting: the dependency may be started again.</summary>
    WaitOnResourceUnavailable = 0,

    /// <summary>Fails to start.</summary>
    StopOnResourceUnavailable = 1,
}
