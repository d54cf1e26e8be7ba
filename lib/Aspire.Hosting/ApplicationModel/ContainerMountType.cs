namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where a mount's content lives.</summary>
public enum ContainerMountType
{
    BindMount = 0,
    Volume = 1,
}
