namespace NATS.Client.Core.Transport;

/// <summary>What this build leaves to the package.</summary>
internal static class NeedsPackage
{
    public static string Message(string what) => $"{what} needs the NATS.Net package (this build uses its stand-in); build with -p:PlaneDependencies=packages.";
}
