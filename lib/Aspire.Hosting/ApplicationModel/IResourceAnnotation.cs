namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something a resource carries with it; the order of annotations is the order of the calls that made them.</summary>
public interface IResourceAnnotation
{
}
