using Xunit;

namespace Peers;

/// <summary>A test with a peer in JavaScript: skipped, and says so, where <c>./test</c> has not installed its packages; under CI it fails there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!NodeScript.IsInstalled && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = "NOT RUN: node and the packages of the JavaScript peers are not installed; ./test installs them.";
        }
    }
}
