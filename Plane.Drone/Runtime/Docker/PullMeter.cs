using Docker.DotNet.Models;

namespace Plane.Drone.Runtime.Docker;

/// <summary>Adds the layers of one pull up to one figure.</summary>
internal sealed class PullMeter
{
    private readonly Dictionary<string, (long Current, long Total)> _layers = [];

    public PullProgress Add(JSONMessage message)
    {
        if (message is { ID: { Length: > 0 } layer, Progress: { Total: > 0 } progress } && message.Status == "Downloading")
        {
            _layers[layer] = (progress.Current, progress.Total);
        }
        else if (message is { ID: { Length: > 0 } done, Status: "Download complete" or "Pull complete" } && _layers.TryGetValue(done, out var known))
        {
            _layers[done] = (known.Total, known.Total);
        }

        return new PullProgress(message.Status ?? "", _layers.Values.Sum(static layer => layer.Current), _layers.Values.Sum(static layer => layer.Total));
    }
}
