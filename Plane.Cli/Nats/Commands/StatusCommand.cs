using System.CommandLine;
using System.Globalization;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.Cli.Nats.Commands;

/// <summary><c>plane --nats URL status</c>: the states of one backend up to its end, or of all for ever.</summary>
internal static class StatusCommand
{
    public static Command Create(NatsOptions globals)
    {
        var backend = NamedArguments.BackendOrAll();
        var command = new Command("status", "Follow the states of a backend until it has ended, or of all, from the first that is kept.") { backend };
        command.SetAction((parsed, token) => globals.RunAsync(parsed, (context, stop) => RunAsync(context, parsed.GetValue(backend), stop), token));
        return command;
    }

    private static async Task<int> RunAsync(NatsContext context, BackendId? backend, CancellationToken token)
    {
        var stream = await context.State.JetStream.StreamAsync(PlaneBuckets.StatusStream, token);
        if (backend is not null && await stream.FindAsync(new StreamMsgGetRequest { LastBySubj = Subjects.Status(backend) }, token) is null)
        {
            context.Screen.Note($"Backend {backend} has no state yet; waiting.");
        }

        var subject = backend is null ? Subjects.AnyStatus : Subjects.Status(backend);
        var consumer = await stream.CreateOrderedConsumerAsync(new NatsJSOrderedConsumerOpts { FilterSubjects = [subject] }, token);
        await foreach (var message in consumer.ConsumeAsync(NatsRawSerializer<byte[]>.Default, cancellationToken: token))
        {
            if (ForeignJson.Read(message.Data, NatsJson.Default.BackendStateMessage) is not { } state)
            {
                continue;
            }

            Tell(context, state);
            if (backend is not null && state.State.IsEnd())
            {
                break;
            }
        }

        return ExitCodes.Done;
    }

    private static void Tell(NatsContext context, BackendStateMessage state)
    {
        if (context.Screen.Json)
        {
            context.Screen.Document(state, NatsJson.Default.BackendStateMessage);
        }
        else
        {
            context.Screen.Line($"{state.Backend}\t{state.State}\t{state.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture)}");
        }
    }
}
