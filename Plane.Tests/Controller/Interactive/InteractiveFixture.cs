using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Controller.Api.Interactive.Calls;
using Plane.Controller.Api.Interactive.Sockets;

namespace Plane.Tests.Controller.Interactive;

/// <summary>A controller whose interactive API is on, with a token of every scope, and calls of the tests' own.</summary>
public sealed class InteractiveFixture : IAsyncLifetime
{
    public const string Token = "all-9d7c35f0b1e84a6c";
    public const string Viewer = "viewer-51c0aa27e9b3";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly IReadOnlyList<ScriptedAction> _actions;

    public InteractiveFixture() => _actions = ScriptedActions.All(Flood);

    public UnhurriedFixture Plane { get; } = new();

    /// <summary>Of the controller with the API on.</summary>
    public HttpClient Http { get; private set; } = null!;

    public Uri Socket { get; private set; } = null!;

    internal Flood Flood { get; } = new();

    internal OpenCalls Open => Plane.ServicesOf(Http).GetRequiredService<OpenCalls>();

    public static (string Name, string Value)[] Settings { get; } =
    [
        ("Plane:Api:Enabled", "true"),
        .. TokenOf(0, "alice", Token, "spawn", "view", "manage", "exec", "systems"),
        .. TokenOf(1, "victor", Viewer, "view"),
    ];

    public async Task InitializeAsync()
    {
        await Plane.InitializeAsync();
        Http = await Plane.StartControllerAsync(
            builder =>
            {
                foreach (var action in _actions)
                {
                    builder.Services.AddSingleton<ICallAction>(action);
                }
            },
            Settings);
        Socket = new Uri(Http.BaseAddress!.ToString().Replace("http://", "ws://", StringComparison.Ordinal) + "api/v1/ws/");
    }

    public Task DisposeAsync() => Plane.DisposeAsync();

    /// <param name="dialect">Null for none.</param>
    public Task<CallClient> ConnectAsync(string? dialect, string? token = Token) => CallClient.ConnectAsync(Socket, dialect, token);

    /// <summary>No call is left, neither as a connection nor as a run of any of the tests' own.</summary>
    public Task NothingIsLeftAsync() => Poll.UntilAsync(
        () => Open.Count == 0 && _actions.All(static action => action.Running == 0),
        Limit,
        "no call to be left");

    /// <summary>How many runs of one of the tests' own calls have not ended.</summary>
    public int RunningOf(string action) => _actions.Single(one => one.Name == action).Running;

    private static (string Name, string Value)[] TokenOf(int at, string name, string token, params string[] scopes) =>
    [
        ($"Plane:Api:Tokens:{at}:Name", name),
        ($"Plane:Api:Tokens:{at}:Sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))),
        .. scopes.Select((scope, index) => ($"Plane:Api:Tokens:{at}:Scopes:{index}", scope)),
    ];
}
