using System.Net;
using Docker.DotNet.Models;
using Peers;
using Xunit;

namespace Docker.DotNet.Tests.Images;

public sealed class PullTests : EngineTest
{
    // A '?' and a '~' make the header's base64 use the two characters that differ in the URL-safe alphabet.
    private const string Password = "s3cret?>~~?>?";

    private static readonly AuthConfig Right = new() { Username = "drone", Password = Password };

    [DockerFact("docker-registry")]
    public async Task A_pull_reports_its_progress_and_leaves_the_image()
    {
        await using var registry = await DockerRegistry.StartAsync(cancellationToken: Token);
        var image = await registry.PublishAsync(TestImage.Exits, payloadBytes: 4 << 20, cancellationToken: Token);

        var reports = await PullAsync(image, null);

        Assert.Contains(reports, r => r.Status == "Downloading" && r.Progress.Total > 4 << 20 && r.ID.Length == 12);
        Assert.Contains(reports, r => r.Status.StartsWith("Status: Downloaded newer image", StringComparison.Ordinal));
        Assert.DoesNotContain(reports, r => r.ErrorMessage is not null);
        Assert.Contains(image, (await Client.Images.InspectImageAsync(image, Token)).RepoTags);
    }

    [DockerFact("docker-registry", "htpasswd")]
    public async Task The_right_credentials_pull_and_wrong_or_none_do_not()
    {
        await using var registry = await DockerRegistry.StartAsync("drone", Password, Token);
        var image = await registry.PublishAsync(TestImage.Exits, cancellationToken: Token);

        var none = await Assert.ThrowsAsync<DockerApiException>(() => PullAsync(image, null));
        var wrong = await Assert.ThrowsAsync<DockerApiException>(() => PullAsync(image, new AuthConfig { Username = "drone", Password = "guess" }));
        await PullAsync(image, Right);

        Assert.Equal(HttpStatusCode.InternalServerError, none.StatusCode);
        Assert.Contains("no basic auth credentials", none.ResponseBody, StringComparison.Ordinal);
        Assert.Contains("unauthorized", wrong.ResponseBody, StringComparison.Ordinal);
        Assert.NotNull(await Client.Images.InspectImageAsync(image, Token));
    }

    [DockerFact("docker-registry", "htpasswd")]
    public async Task The_engine_tries_credentials_at_the_registry()
    {
        await using var registry = await DockerRegistry.StartAsync("drone", Password, Token);
        AuthConfig With(string password) => new() { Username = "drone", Password = password, ServerAddress = registry.Host };

        await Client.System.AuthenticateAsync(With(Password), Token);
        var refused = await Assert.ThrowsAsync<DockerApiException>(() => Client.System.AuthenticateAsync(With("guess"), Token));

        Assert.Contains("401 Unauthorized", refused.ResponseBody, StringComparison.Ordinal);
    }

    [DockerFact("docker-registry")]
    public async Task A_missing_image_is_a_plain_404()
    {
        await using var registry = await DockerRegistry.StartAsync(cancellationToken: Token);

        var missing = await Assert.ThrowsAsync<DockerApiException>(() => PullAsync(registry.Host + "/nothing:1", null));

        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [DockerFact]
    public async Task A_registry_that_nobody_runs_is_a_500()
    {
        var unreachable = await Assert.ThrowsAsync<DockerApiException>(() => PullAsync($"127.0.0.1:{FreePort.Tcp()}/nothing:1", null));

        Assert.Equal(HttpStatusCode.InternalServerError, unreachable.StatusCode);
    }

    [DockerFact("docker-registry")]
    public async Task A_pull_that_fails_on_the_way_says_so_in_a_report_only()
    {
        await using var registry = await DockerRegistry.StartAsync(cancellationToken: Token);
        var image = await registry.PublishAsync(TestImage.Exits, payloadBytes: 1 << 20, cancellationToken: Token);
        registry.CorruptLargestBlob();

        var reports = await PullAsync(image, null);

        var failed = Assert.Single(reports, r => r.ErrorMessage is not null);
        Assert.Equal(failed.ErrorMessage, failed.Error.Message);
        await Assert.ThrowsAsync<DockerImageNotFoundException>(() => Client.Images.InspectImageAsync(image, Token));
    }

    [DockerFact("docker-registry")]
    public async Task A_cancelled_pull_ends_at_once()
    {
        await using var registry = await DockerRegistry.StartAsync(cancellationToken: Token);
        var image = await registry.PublishAsync(TestImage.Exits, payloadBytes: 8 << 20, cancellationToken: Token);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);

        // Within the first report: a busy machine might have pulled all of it before anybody heard of that.
        var (name, tag) = Split(image);
        var pulling = Client.Images.CreateImageAsync(new() { FromImage = name, Tag = tag }, null, new CancelAtFirst(cancel), cancel.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pulling.WaitAsync(Limit, TimeProvider.System));
    }

    private sealed class CancelAtFirst(CancellationTokenSource cancel) : IProgress<JSONMessage>
    {
        public void Report(JSONMessage value) => cancel.Cancel();
    }

    private static (string Name, string Tag) Split(string image)
    {
        var colon = image.LastIndexOf(':');
        return (image[..colon], image[(colon + 1)..]);
    }

    private async Task<IReadOnlyList<JSONMessage>> PullAsync(string image, AuthConfig? credentials)
    {
        var reports = new Reports<JSONMessage>();
        var (name, tag) = Split(image);
        await Client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = name, Tag = tag }, credentials, reports, Token);
        return reports.All;
    }
}
