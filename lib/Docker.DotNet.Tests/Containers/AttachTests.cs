using Docker.DotNet.Models;
using Peers;
using Xunit;

namespace Docker.DotNet.Tests.Containers;

public sealed class AttachTests : EngineTest
{
    [DockerFact]
    public async Task An_attached_container_is_fed_and_read()
    {
        var id = await CreateAsync("cat; echo done >&2", p => (p.OpenStdin, p.StdinOnce, p.AttachStdin) = (true, true, true));
        var all = new ContainerAttachParameters { Stream = true, Stdin = true, Stdout = true, Stderr = true };

        using var attached = await Client.Containers.AttachContainerAsync(id, tty: false, all, Token);
        await Client.Containers.StartContainerAsync(id, null, Token);
        await attached.WriteAsync("ping\n"u8.ToArray(), 0, 5, Token);
        attached.CloseWrite();

        Assert.Equal(("ping\n", "done\n"), await attached.ReadOutputToEndAsync(Token));
    }

    [DockerFact]
    public async Task Attaching_to_an_unknown_container_is_not_found() =>
        await Assert.ThrowsAsync<DockerContainerNotFoundException>(
            () => Client.Containers.AttachContainerAsync(NewName(), tty: false, new ContainerAttachParameters { Stream = true }, Token));
}
