using Plane.Contracts.Http;

namespace Plane.Controller.Api.Control;

/// <summary>What this build says of itself.</summary>
internal static class ControllerVersion
{
    public static ControllerStatusResponse Status { get; } = Read();

    private static ControllerStatusResponse Read()
    {
        var build = BuildVersion.Of(typeof(ControllerVersion).Assembly);
        return new ControllerStatusResponse("ok", build.Version, build.Hash);
    }
}
