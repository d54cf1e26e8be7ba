namespace Aspire.Hosting.ApplicationModel;

/// <summary>A program as the container it is deployed as. It is the same thing to whoever refers to it: name and annotations are shared.</summary>
internal sealed class ExecutableContainerResource(ExecutableResource program) : ContainerResource(program.Name)
{
    public override ResourceAnnotationCollection Annotations => program.Annotations;
}
