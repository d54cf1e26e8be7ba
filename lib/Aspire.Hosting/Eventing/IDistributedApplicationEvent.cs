namespace Aspire.Hosting.Eventing;

/// <summary>Something that happens once in the life of an application.</summary>
public interface IDistributedApplicationEvent
{
}
