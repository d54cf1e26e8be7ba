namespace Aspire.Hosting.ApplicationModel;

/// <summary>How many processes run a project.</summary>
public class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    public int Replicas { get; } = replicas;
}
