using Docker.DotNet.Models;
using Docker.DotNet.Transport;
using Docker.DotNet.Wire;

namespace Docker.DotNet.Operations;

internal sealed partial class ContainerOperations
{
    public async Task<MultiplexedStream> GetContainerLogsAsync(
        string id, bool tty, ContainerLogsParameters parameters, CancellationToken cancellationToken = default) =>
        new(await OpenLogsAsync(id, parameters, cancellationToken), !tty);

    public async Task GetContainerLogsAsync(
        string id, ContainerLogsParameters parameters, CancellationToken cancellationToken, IProgress<string> progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        await using var stream = await OpenLogsAsync(id, parameters, cancellationToken);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            progress.Report(line);
        }
    }

    public Task<Stream> GetContainerLogsAsync(
        string id, ContainerLogsParameters parameters, CancellationToken cancellationToken = default) =>
        OpenLogsAsync(id, parameters, cancellationToken);

    public Task GetContainerStatsAsync(
        string id,
        ContainerStatsParameters parameters,
        IProgress<ContainerStatsResponse> progress,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(progress);
        var call = ApiCall.Get(EnginePath.Container(id, "/stats"), Missing.Container);
        call.Query.AddAlways("stream", parameters.Stream).Add("one-shot", parameters.OneShot);
        return engine.ReportAsync(call, DockerJson.Default.ContainerStatsResponse, progress, cancellationToken);
    }

    public async Task<MultiplexedStream> AttachContainerAsync(
        string id, bool tty, ContainerAttachParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var call = ApiCall.Post(EnginePath.Container(id, "/attach"), Missing.Container);
        call.Query.Add("stream", parameters.Stream).Add("stdin", parameters.Stdin).Add("stdout", parameters.Stdout)
            .Add("stderr", parameters.Stderr).Add("detachKeys", parameters.DetachKeys);
        return new MultiplexedStream(await engine.HijackAsync(call, cancellationToken), !tty);
    }

    private Task<Stream> OpenLogsAsync(string id, ContainerLogsParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var call = ApiCall.Get(EnginePath.Container(id, "/logs"), Missing.Container);
        call.Query.Add("stdout", parameters.ShowStdout).Add("stderr", parameters.ShowStderr).Add("since", parameters.Since)
            .Add("until", parameters.Until).Add("timestamps", parameters.Timestamps).Add("follow", parameters.Follow)
            .Add("tail", parameters.Tail);
        return engine.OpenAsync(call, cancellationToken);
    }
}
