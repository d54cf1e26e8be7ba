using Plane.Domain.Identity;
using Plane.Domain.Keys;

namespace Plane.Tests.Keys.Simulation;

/// <summary>Three machines with a drone, a guard and an engine each, two controllers, one store, one key, five minutes.</summary>
internal sealed class Story
{
    public const int Drones = 3;
    private const int Controllers = 2;
    private static readonly TimeSpan End = TimeSpan.FromMinutes(5);
    private static readonly ClusterName Cluster = ClusterName.Parse("c.test");
    private readonly List<DroneActor> _drones = [];
    private readonly List<ControllerActor> _controllers = [];
    private readonly List<Engine> _engines = [];
    private readonly HashSet<string> _backends = [];
    private readonly Store _store;
    private readonly Network _network;
    private readonly double _stall;

    private Story(Scenario scenario, PlantedFault fault)
    {
        World = new World(scenario.Seed);
        Monitor = new Monitor(World);
        _store = new Store(World);
        _network = new Network(World, _store, scenario.LossPercent / 100.0);
        _stall = scenario.StallPermille / 1000.0;
        for (var i = 0; i < Drones; i++)
        {
            AddMachine(i, fault);
        }

        for (var i = 0; i < Controllers; i++)
        {
            AddController(i, fault);
        }

        _store.Keys.Changed = (_, entry, revision) => _controllers.ForEach(controller => controller.View.Hear(entry, revision));
        _store.Records.Changed = (backend, _, _) => _backends.Add(backend);
        foreach (var incident in scenario.Incidents)
        {
            World.At(TimeSpan.FromSeconds(incident.At), () => Happen(incident));
        }
    }

    /// <summary>The defaults: what the product promises.</summary>
    public static LeaseTimings Timings { get; } = LeaseTimings.Default;

    public World World { get; }

    public Monitor Monitor { get; }

    public static Story Play(Scenario scenario, PlantedFault fault)
    {
        var story = new Story(scenario, fault);
        story.World.Run(End);
        return story;
    }

    public static KeyEntry EntryOf(BackendId backend, int drone) => new()
    {
        State = KeyEntryState.Reserved,
        Namespace = "",
        Name = "k",
        Tag = "",
        Backend = backend,
        Cluster = Cluster,
        Drone = DroneId.Parse($"d{drone}"),
        Incarnation = 0,
        FencingToken = 0,
    };

    public static int NumberOf(KeyEntry entry) => entry.Drone.Value[^1] - '0';

    public static LeaseIdentity IdentityOf(KeyEntry held) => new(held.Backend, held.Cluster, held.Drone, held.Incarnation, held.FencingToken);

    private void AddMachine(int number, PlantedFault fault)
    {
        var clock = ClockOf.Draw(World.Chance);
        var host = new Host(World, $"drone {number}", clock, _stall);
        var engine = new Engine(World, Monitor, $"machine {number}", clock);
        var guard = new GuardActor(World, new Host(World, $"guard {number}", clock, stall: 0), engine);
        var drone = new DroneActor(World, host, new StoreClient(_network, _store, host), engine, guard, number, fault);
        engine.Ended = drone.Ended;
        _engines.Add(engine);
        _drones.Add(drone);
    }

    private void AddController(int number, PlantedFault fault)
    {
        var host = new Host(World, $"controller {number}", ClockOf.Draw(World.Chance), _stall);
        var client = new StoreClient(_network, _store, host);
        var controller = new ControllerActor(World, host, client, new KeyView(host, _network, _store), new SpawnRound(host, client, _network, _drones), fault);
        _controllers.Add(controller);
        World.At(TimeSpan.FromSeconds(number), () => Ask(controller));
    }

    /// <summary>Somebody wants the key every few seconds.</summary>
    private void Ask(ControllerActor controller)
    {
        controller.Host.Deliver(TimeSpan.Zero, controller.Connect);
        World.At(World.Now + TimeSpan.FromMilliseconds(World.Chance.Next(300, 4000)), () => Ask(controller));
    }

    private void Happen(Incident incident)
    {
        var (span, drone, controller) = (TimeSpan.FromSeconds(incident.Span), _drones[incident.Who % Drones], _controllers[incident.Who % Controllers]);
        switch (incident.Kind)
        {
            case IncidentKind.FreezeDrone:
                drone.Host.Freeze(span);
                break;
            case IncidentKind.CutDrone:
                drone.Host.Cut(span);
                break;
            case IncidentKind.DeafenDrone:
                drone.Host.Deafen(span);
                break;
            case IncidentKind.KillDrone:
                Kill(drone.Host, drone.Die, drone.Rise, span);
                break;
            case IncidentKind.FreezeController:
                controller.Host.Freeze(span);
                break;
            case IncidentKind.CutController:
                controller.Host.Cut(span);
                break;
            case IncidentKind.KillController:
                Kill(controller.Host, () => Die(controller), controller.Host.Rise, span);
                break;
            case IncidentKind.Terminate:
                drone.Host.Deliver(TimeSpan.Zero, drone.StopAll);
                break;
            case IncidentKind.ProgramEnds:
                _engines[drone.Number].EndAll();
                break;
            case IncidentKind.Reap:
                controller.Host.Deliver(TimeSpan.Zero, () => controller.Reap([.. _backends]));
                break;
            default:
                HappenToStore(incident.Kind, span);
                break;
        }
    }

    private void HappenToStore(IncidentKind kind, TimeSpan span)
    {
        switch (kind)
        {
            case IncidentKind.RestartStore:
                _store.Restart(span);
                break;
            case IncidentKind.WipeStore:
                _store.Wipe(span);
                _controllers.ForEach(static controller => controller.View.Forget());
                break;
            case IncidentKind.LoseRenewal:
                // A store loses what it acknowledged only where its servers died, so that every connection broke.
                _store.LoseRenewal();
                _drones.ForEach(static drone => drone.Host.Deliver(TimeSpan.FromSeconds(1), drone.Hasten));
                break;
            case IncidentKind.LoseLastWrites:
                _store.LoseLast(span);
                break;
            default:
                throw new InvalidOperationException($"Nothing is known of {kind}.");
        }
    }

    private static void Die(ControllerActor controller)
    {
        controller.Host.Die();
        controller.View.Forget();
    }

    private void Kill(Host host, Action die, Action rise, TimeSpan span)
    {
        if (host.Lives)
        {
            die();
            World.At(World.Now + span, rise);
        }
    }
}
