namespace Plane.Drone.Agent;

/// <summary>One process per role and state directory: held from start to end, and let go by the kernel however that comes.</summary>
internal sealed class StateLock(string stateDirectory, IReadOnlyList<string> roles) : IHostedService, IDisposable
{
    private readonly List<FileStream> _held = [];

    /// <exception cref="DroneStartException">Another process has it.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(stateDirectory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DroneStartException($"The state directory {stateDirectory} cannot be made: {exception.Message}", exception);
        }

        foreach (var role in roles)
        {
            _held.Add(Take(Path.Combine(stateDirectory, role + ".lock"), role));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _held.ForEach(static file => file.Dispose());
        _held.Clear();
    }

    private FileStream Take(string path, string role)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DroneStartException($"Another drone process has the role {role} in {stateDirectory} (or it cannot be written): {exception.Message}", exception);
        }
    }
}
