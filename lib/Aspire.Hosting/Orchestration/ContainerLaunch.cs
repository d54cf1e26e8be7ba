using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Runs containers through the docker command line, attached: the client passes SIGTERM on, and the container goes with it.</summary>
internal sealed class ContainerLaunch(EndpointAllocator endpoints, ImageBuild images) : IDisposable
{
    private readonly SemaphoreSlim _networkGate = new(1, 1);
    private readonly string _network = $"aspire-{Environment.ProcessId}";
    private bool _networkMade;

    /// <exception cref="DistributedApplicationException">There is no docker client, or no engine answers it.</exception>
    public async Task<LaunchPlan> PlanAsync(
        ContainerResource container, ResourceInstance instance, IReadOnlyDictionary<string, string> variables,
        IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var docker = CommandPath.Find("docker") ?? throw new DistributedApplicationException(
            $"The container '{container.Name}' needs the docker client, which is not on PATH.");
        await images.BuildAsync(docker, container, cancellationToken);
        await EnsureNetworkAsync(docker, cancellationToken);
        List<string> command = ["run", "--rm", "--sig-proxy=true", "--network", _network, "--network-alias", container.Name,
            "--add-host", $"{ContainerNetwork.HostName}:host-gateway", "--name", NameOf(container, instance)];
        foreach (var endpoint in container.Annotations.OfType<EndpointAnnotation>())
        {
            command.AddRange(["-p", Publish(endpoint, instance)]);
        }

        foreach (var mount in container.Annotations.OfType<ContainerMountAnnotation>())
        {
            var source = mount.Source is null ? string.Empty : mount.Source + ":";
            command.AddRange(["-v", $"{source}{mount.Target}{(mount.IsReadOnly ? ":ro" : "")}"]);
        }

        foreach (var name in variables.Keys)
        {
            command.AddRange(["-e", name]); // the value comes from the client's environment, and so not onto its command line
        }

        await AddOptionsAsync(command, container, cancellationToken);
        command.AddRange([ContainerImageName.Of(container), .. arguments]);
        return new LaunchPlan(docker, command, Path.GetTempPath(), variables);
    }

    /// <summary>After the last container has stopped.</summary>
    public async Task RemoveNetworkAsync(CancellationToken cancellationToken)
    {
        if (_networkMade && CommandPath.Find("docker") is { } docker)
        {
            _networkMade = false;
            await ToolRun.OutputOfAsync(docker, ["network", "rm", _network], cancellationToken);
        }
    }

    public void Dispose() => _networkGate.Dispose();

    private static string NameOf(ContainerResource container, ResourceInstance instance) =>
        container.TryGetLastAnnotation<ContainerNameAnnotation>(out var named)
            ? named.Name : string.Create(CultureInfo.InvariantCulture, $"{instance.Id}-{Environment.ProcessId}");

    private string Publish(EndpointAnnotation endpoint, ResourceInstance instance)
    {
        var protocol = endpoint.Protocol == System.Net.Sockets.ProtocolType.Udp ? "/udp" : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"127.0.0.1:{endpoint.AllocatedEndpoint!.Port}:{endpoints.TargetPort(endpoint, instance.Index)}{protocol}");
    }

    private static async Task AddOptionsAsync(List<string> command, ContainerResource container, CancellationToken cancellationToken)
    {
        if (container.Entrypoint is { } entrypoint)
        {
            command.AddRange(["--entrypoint", entrypoint]);
        }

        if (container.TryGetLastAnnotation<ContainerImagePullPolicyAnnotation>(out var pull) && pull.ImagePullPolicy != ImagePullPolicy.Default)
        {
            command.AddRange(["--pull", pull.ImagePullPolicy.ToString().ToLowerInvariant()]);
        }

        var context = new ContainerRuntimeArgsCallbackContext([], cancellationToken);
        foreach (var annotation in container.Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        command.AddRange(context.Args.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture) ?? string.Empty));
    }

    private async Task EnsureNetworkAsync(string docker, CancellationToken cancellationToken)
    {
        await _networkGate.WaitAsync(cancellationToken);
        try
        {
            if (!_networkMade)
            {
                await ToolRun.OutputOfAsync(docker, ["network", "create", _network], cancellationToken);
                _networkMade = true;
            }
        }
        finally
        {
            _networkGate.Release();
        }
    }
}
