using Docker.DotNet;
using Docker.DotNet.Models;
using Plane.Domain.Backends;

namespace Plane.Drone.Runtime.Docker;

/// <summary>
/// Pulls under way. Those who want the same image with the same credentials wait for the same pull; it is called off when the last of them is.
/// </summary>
internal sealed class ImagePulls(IDockerClient engine)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Image, RegistryCredentials? Credentials), SharedPull> _running = [];

    /// <exception cref="RuntimeException">The registry or the engine refused.</exception>
    public async Task PullAsync(BackendSpec spec, IProgress<PullProgress> progress, CancellationToken token)
    {
        var key = (spec.Image, spec.Credentials);
        var pull = Join(key, progress);
        try
        {
            await pull.Done.WaitAsync(token);
        }
        finally
        {
            Leave(key, pull, progress);
        }
    }

    private SharedPull Join((string Image, RegistryCredentials? Credentials) key, IProgress<PullProgress> progress)
    {
        lock (_gate)
        {
            if (!_running.TryGetValue(key, out var pull))
            {
                pull = new SharedPull();
                _running[key] = pull;
                pull.Done = Task.Run(() => RunAsync(key, pull));
            }

            pull.Watchers.Add(progress);
            return pull;
        }
    }

    private void Leave((string Image, RegistryCredentials? Credentials) key, SharedPull pull, IProgress<PullProgress> progress)
    {
        lock (_gate)
        {
            pull.Watchers.Remove(progress);
            if (pull.Watchers.Count > 0)
            {
                return;
            }

            if (_running.GetValueOrDefault(key) == pull)
            {
                _running.Remove(key);
            }
        }

        pull.CallOff.Cancel();
    }

    private async Task RunAsync((string Image, RegistryCredentials? Credentials) key, SharedPull pull)
    {
        var reference = ImageReference.Of(key.Image);
        var meter = new PullMeter();
        string? fault = null;
        var messages = new DirectProgress<JSONMessage>(message =>
        {
            fault = message.ErrorMessage ?? message.Error?.Message ?? fault;
            Tell(pull, meter.Add(message));
        });
        try
        {
            var parameters = new ImagesCreateParameters { FromImage = reference.Name, Tag = reference.Tag };
            await engine.Images.CreateImageAsync(parameters, LoginOf(key.Credentials, reference.Registry), messages, pull.CallOff.Token);
        }
        catch (Exception exception) when (exception is DockerApiException or HttpRequestException or IOException)
        {
            throw new RuntimeException($"Pulling {key.Image} failed: {EngineFault.Of(exception)}", exception);
        }

        if (fault is not null)
        {
            throw new RuntimeException($"Pulling {key.Image} failed: {EngineFault.Explain(fault)}");
        }
    }

    private void Tell(SharedPull pull, PullProgress now)
    {
        lock (_gate)
        {
            foreach (var watcher in pull.Watchers)
            {
                watcher.Report(now);
            }
        }
    }

    private static AuthConfig LoginOf(RegistryCredentials? credentials, string registry) => credentials is null
        ? new AuthConfig()
        : new AuthConfig { Username = credentials.Username, Password = credentials.Password, IdentityToken = credentials.IdentityToken, ServerAddress = registry };

    private sealed class SharedPull
    {
        public Task Done { get; set; } = Task.CompletedTask;

        public CancellationTokenSource CallOff { get; } = new();

        public List<IProgress<PullProgress>> Watchers { get; } = [];
    }
}
