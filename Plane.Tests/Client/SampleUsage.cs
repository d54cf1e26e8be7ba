using Plane.Client;
using Plane.Contracts.Http;
using Plane.Domain.Backends;

namespace Plane.Tests.Client;

/// <summary>The sample of the client's README, as a program that compiles.</summary>
internal static class SampleUsage
{
    public static async Task RunAsync(PlaneClient plane, TextWriter Console)
    {
        var connected = await plane.ConnectAsync(new ConnectRequest
        {
            Key = new KeyRequest("room-1"),
            SpawnConfig = new SpawnConfig
            {
                Executable = new HttpExecutable { Image = "plane/drop-four" },
                MaxIdleSeconds = 60,
            },
            User = "u-17",
        });
        Console.WriteLine(connected.Url);

        await foreach (var status in plane.FollowStatusAsync(connected.BackendId))
        {
            Console.WriteLine(status.Status);
            if (status.Status == BackendStatus.Ready)
            {
                break;
            }
        }

        await foreach (var backend in plane.ListAsync(new BackendFilter { Key = "room-1" }))
        {
            Console.WriteLine($"{backend.BackendId} {backend.Status}");
        }

        await plane.TerminateAsync(connected.BackendId);
    }
}
