using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The first event of a resource: custom resources begin their life here.</summary>
public class InitializeResourceEvent : IDistributedApplicationResourceEvent
{
    /// <summary>Internal: the package's constructor takes a logger service too, which this stand-in does not have.</summary>
    internal InitializeResourceEvent(
        IResource resource, IDistributedApplicationEventing eventing, ResourceNotificationService notifications, IServiceProvider services)
    {
        Resource = resource;
        Eventing = eventing;
        Notifications = notifications;
        Services = services;
    }

    public IResource Resource { get; }

    public IDistributedApplicationEventing Eventing { get; }

    public ResourceNotificationService Notifications { get; }

    public IServiceProvider Services { get; }
}
