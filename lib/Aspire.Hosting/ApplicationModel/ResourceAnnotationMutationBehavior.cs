namespace Aspire.Hosting.ApplicationModel;

/// <summary>What adding an annotation does to those of its type that are there already.</summary>
public enum ResourceAnnotationMutationBehavior
{
    Append = 0,
    Replace = 1,
}
