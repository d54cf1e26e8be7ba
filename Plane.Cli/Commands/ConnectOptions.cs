using System.CommandLine;
using System.Text.Json;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Domain.Backends;

namespace Plane.Cli.Commands;

/// <summary>The options of <c>plane connect</c>, and the request they make.</summary>
internal sealed class ConnectOptions
{
    private readonly Option<string?> _key = new("--key") { Description = "Name of the key. Without one a new backend is spawned." };
    private readonly Option<string> _namespace = new("--namespace") { Description = "Namespace of the key.", DefaultValueFactory = static _ => "" };
    private readonly Option<string> _tag = new("--tag") { Description = "Tag that must match the one the key was acquired with.", DefaultValueFactory = static _ => "" };
    private readonly Option<string?> _image = new("--image") { Description = "What to run if the key is not held." };
    private readonly Option<string?> _cluster = new("--cluster") { Description = "Default: the controller's own default cluster." };
    private readonly Option<string?> _pool = new("--pool") { Description = "Pool of drones. Default: the default pool." };
    private readonly Option<string?> _id = new("--id") { Description = "Backend id to use; must never have been used." };
    private readonly Option<int?> _maxIdle = new("--max-idle-seconds") { Description = "Stop it when nobody has been connected for so long. Default: never." };
    private readonly Option<int?> _lifetime = new("--lifetime-seconds") { Description = "Stop it after so long in any case. Default: never." };
    private readonly Option<int?> _grace = new("--grace-seconds") { Description = "Between SIGTERM and SIGKILL. Default: the controller's (10)." };
    private readonly Option<ushort?> _port = new("--port") { Description = "Port the program listens on, given to it as PORT. Default: 8080." };
    private readonly Option<string[]> _env = EnvironmentOption.Create("--env");
    private readonly Option<PullPolicy?> _pull = new("--pull-policy") { Description = "Default: IfNotPresent." };
    private readonly Option<bool> _staticToken = new("--static-token") { Description = "One shared token instead of one per connect." };
    private readonly Option<string?> _subdomain = new("--subdomain") { Description = "Extra label that the URL's host must carry." };
    private readonly Option<string?> _mount = new("--mount") { Description = "Folder below the drone's mount base to mount at /plane-data; 'true' for the one of the key's name.", HelpName = "path" };
    private readonly Option<string?> _network = new("--network") { Description = "Docker network that the container joins." };
    private readonly Option<string?> _user = new("--user") { Description = "Told to the program as x-verified-username." };

    private readonly Option<string?> _onTerminating = new("--on-terminating") { Description = "What to do about a backend that is stopping: return it, wait for its end, or take it for an error. Default: as the controller is set.", HelpName = "return|wait|error" };

    public Option<bool> Immediate { get; } = new("--immediate") { Description = "Print the URL at once: a request to it waits until the backend is ready." };

    public void AddTo(Command command)
    {
        Option[] all = [_key, _namespace, _tag, _image, _cluster, _pool, _id, _maxIdle, _lifetime, _grace, _port, _env, _pull, _staticToken, _subdomain, _mount, _network, _user, _onTerminating, Immediate];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(_key) is null && result.GetResult(_image) is null)
            {
                result.AddError("Give --image, or --key of a backend that is running, or both.");
            }
        });
    }

    public ConnectRequest RequestOf(ParseResult parsed) => new()
    {
        Key = parsed.GetValue(_key) is { } name ? new KeyRequest(name, parsed.GetRequiredValue(_namespace), parsed.GetRequiredValue(_tag)) : null,
        SpawnConfig = parsed.GetValue(_image) is { } image ? SpawnConfigOf(parsed, image) : null,
        User = parsed.GetValue(_user),
        OnTerminating = parsed.GetValue(_onTerminating),
    };

    private SpawnConfig SpawnConfigOf(ParseResult parsed, string image) => new()
    {
        Id = parsed.GetValue(_id),
        Cluster = parsed.GetValue(_cluster),
        Pool = parsed.GetValue(_pool),
        MaxIdleSeconds = parsed.GetValue(_maxIdle),
        LifetimeLimitSeconds = parsed.GetValue(_lifetime),
        GraceSeconds = parsed.GetValue(_grace),
        UseStaticToken = parsed.GetValue(_staticToken),
        Subdomain = parsed.GetValue(_subdomain),
        Executable = new HttpExecutable
        {
            Image = image,
            PullPolicy = parsed.GetValue(_pull),
            Port = parsed.GetValue(_port),
            NetworkName = parsed.GetValue(_network),
            Mount = parsed.GetValue(_mount) is { } folder ? MountOf(folder) : null,
            Env = EnvironmentOption.ValuesOf(parsed.GetValue(_env)),
        },
    };

    private static JsonElement MountOf(string folder) =>
        folder == "true" ? JsonElement.Parse("true") : JsonSerializer.SerializeToElement(folder, HttpJson.Default.String);
}
