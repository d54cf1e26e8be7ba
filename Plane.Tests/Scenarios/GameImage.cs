using System.Diagnostics;
using Peers;
using Plane.Tests.Architecture;

namespace Plane.Tests.Scenarios;

/// <summary>The sample's image. Built here only where nobody has done so: <c>./test</c> does.</summary>
internal static class GameImage
{
    private const string Name = "plane/drop-four";
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(5);

    public static async Task<string> EnsureAsync(DockerEngine engine)
    {
        if (!await IsThereAsync(engine))
        {
            using var held = await FileLock.TakeAsync("plane-sample-image.lock", BuildLimit, CancellationToken.None);
            if (!await IsThereAsync(engine))
            {
                await BuildAsync();
            }
        }

        return Name;
    }

    private static async Task<bool> IsThereAsync(DockerEngine engine) => (await engine.ListImagesAsync()).Contains(Name + ":latest");

    private static async Task BuildAsync()
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, "samples", "build-images")) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(BuildLimit);
        Assert.True(process.ExitCode == 0, await said);
    }
}
