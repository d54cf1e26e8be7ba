namespace Aspire.Hosting.ApplicationModel;

/// <summary>When the engine fetches an image.</summary>
public enum ImagePullPolicy
{
    /// <summary>The engine decides: when it is missing.</summary>
    Default = 0,
    Always = 1,
    Missing = 2,
    Never = 3,
}
