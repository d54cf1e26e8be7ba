using System.Text.Json.Serialization;
using Docker.DotNet;
using Docker.DotNet.Models;
using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Docker;

/// <summary>
/// Cleans away what fell through, one thing at a time (HTTP API §5.7): the engine's own prune would also take containers that are created and not
/// started yet. The engine refuses to delete an image that a container has, running or not.
/// </summary>
internal sealed class DockerPruning(IDockerClient engine, DockerRuntimeOptions options, ImageUse uses, TimeProvider clock, ILogger<DockerRuntime> log)
{
    private const string NoName = "<none>";
    private readonly string? _memory = options.StateDirectory is { } state ? Path.Combine(state, "images.json") : null;
    private bool _isRecalled;

    public async Task<(int Containers, int Images)> PruneAsync(PruneOrder order, CancellationToken token)
    {
        var containers = await PruneContainersAsync(order, token);
        if (order.Images == PrunedImages.None)
        {
            return (containers, 0);
        }

        Recall();
        var images = await PruneImagesAsync(order, token);
        Remember();
        return (containers, images);
    }

    private async Task<int> PruneContainersAsync(PruneOrder order, CancellationToken token)
    {
        var filters = ContainerLabels.Filter(options);
        filters["status"] = new Dictionary<string, bool> { ["exited"] = true, ["dead"] = true };
        var before = clock.GetUtcNow() - order.ContainersAfter;
        var gone = 0;
        foreach (var one in await engine.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters }, token))
        {
            var isLiving = BackendId.TryParse(one.Labels[ContainerLabels.Backend], out var backend) && order.Living.Contains(backend);
            if (!isLiving && one.Created.ToUniversalTime() <= before.UtcDateTime && await IsDoneAsync(engine.Containers.RemoveContainerAsync(one.ID, new ContainerRemoveParameters(), token), one.ID))
            {
                log.ContainerPruned(one.Names[0].TrimStart('/'));
                gone++;
            }
        }

        return gone;
    }

    private async Task<int> PruneImagesAsync(PruneOrder order, CancellationToken token)
    {
        var before = clock.GetUtcNow() - order.ImagesAfter;
        var used = (await engine.Containers.ListContainersAsync(new ContainersListParameters { All = true }, token)).Select(static one => one.ImageID).ToHashSet();
        var kept = order.KeptImages.Select(ImageUse.FullName).ToHashSet();
        var gone = 0;
        foreach (var image in await engine.Images.ListImagesAsync(new ImagesListParameters(), token))
        {
            var names = NamesOf(image, order, kept);
            if (names.Count > 0 && !used.Contains(image.ID) && uses.TryBeginDeletion(names, before) && await DeleteAsync(names, token))
            {
                gone++;
            }
        }

        return gone;
    }

    /// <summary>What it may be deleted by; empty where it stays.</summary>
    private List<string> NamesOf(ImagesListResponse image, PruneOrder order, HashSet<string> kept)
    {
        var all = (image.RepoTags ?? []).Concat(image.RepoDigests ?? []).Where(static name => !name.Contains(NoName, StringComparison.Ordinal)).ToList();
        if (all.Any(kept.Contains))
        {
            return [];
        }

        if (order.Images == PrunedImages.Pulled)
        {
            return [.. all.Where(uses.WasPulled)];
        }

        // One that nobody here ever wanted is as old as it says itself.
        var isOld = all.Any(uses.WasPulled) || image.Created.ToUniversalTime() <= (clock.GetUtcNow() - order.ImagesAfter).UtcDateTime;
        var tags = all.Where(static name => !name.Contains('@', StringComparison.Ordinal)).ToList();
        return !isOld ? [] : tags.Count > 0 ? tags : [image.ID];
    }

    private async Task<bool> DeleteAsync(List<string> names, CancellationToken token)
    {
        var isGone = false;
        try
        {
            isGone = true;
            foreach (var name in names)
            {
                isGone &= await IsDoneAsync(engine.Images.DeleteImageAsync(name, new ImageDeleteParameters(), token), name);
            }

            if (isGone)
            {
                log.ImagePruned(names[0]);
            }

            return isGone;
        }
        finally
        {
            uses.EndDeletion(names, isGone);
        }
    }

    /// <returns>False where the engine refused, because somebody uses it after all.</returns>
    private async Task<bool> IsDoneAsync(Task deletion, string what)
    {
        try
        {
            await deletion;
            return true;
        }
        catch (Exception exception) when (exception is DockerContainerNotFoundException or DockerImageNotFoundException)
        {
            return true;
        }
        catch (DockerApiException exception)
        {
            log.NotPruned(exception, what);
            return false;
        }
    }

    private void Recall()
    {
        if (!_isRecalled && _memory is not null)
        {
            uses.Recall(AtomicFile.Read(_memory, ImageMemoryJson.Default.DictionaryStringDateTimeOffset) ?? []);
        }

        _isRecalled = true;
    }

    private void Remember()
    {
        if (_memory is not null)
        {
            AtomicFile.Write(_memory, new Dictionary<string, DateTimeOffset>(uses.Pulled), ImageMemoryJson.Default.DictionaryStringDateTimeOffset, toDisk: false);
        }
    }
}

[JsonSerializable(typeof(Dictionary<string, DateTimeOffset>))]
internal sealed partial class ImageMemoryJson : JsonSerializerContext;
