namespace Docker.DotNet.Models;

/// <summary>What the engine does when a container ends by itself.</summary>
public class RestartPolicy
{
    public RestartPolicyKind Name { get; set; }

    /// <summary>Only for <see cref="RestartPolicyKind.OnFailure"/>; 0 is no limit.</summary>
    public long MaximumRetryCount { get; set; }
}
