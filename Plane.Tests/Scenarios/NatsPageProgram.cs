using System.Text.Json.Nodes;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Net;

namespace Plane.Tests.Scenarios;

/// <summary>The C# of docs/nats-api.md, block after block, with nothing of Plane's in it; <see cref="NatsPageTests"/> compares the two.</summary>
internal static class NatsPageProgram
{
    public static async Task RunAsync(string url, string cluster, string image, TextWriter output)
    {
        await using var nats = new NatsClient(url);
        var jetStream = nats.CreateJetStreamContext();
        var c = cluster.Replace('.', '_');
        async Task<JsonNode?> Ask(string subject, JsonNode body) =>
            JsonNode.Parse((await nats.RequestAsync<string, string>(subject, body.ToJsonString(), replyOpts: new NatsSubOpts { Timeout = TimeSpan.FromSeconds(30) })).Data!);

        var name = $"room/{Guid.NewGuid():N}";
        var reply = await Ask($"cluster.{c}.schedule", new JsonObject
        {
            ["cluster"] = cluster,
            ["lock"] = name,
            ["max_idle_secs"] = 60,
            ["metadata"] = new JsonObject { ["user"] = "u-17" },
            ["require_bearer_token"] = true,
            ["executable"] = new JsonObject { ["image"] = image, ["env"] = new JsonObject { ["LEVEL"] = "3" }, ["pull_policy"] = "Never" },
        });
        var scheduled = reply!["Scheduled"]!;
        var backend = (string)scheduled["backend_id"]!;
        output.WriteLine($"http://{backend}.{cluster} on {scheduled["drone"]}, {((bool)scheduled["spawned"]! ? "new" : "found")}");

        var fetched = await Ask($"cluster.{c}.fetch", new JsonObject { ["cluster"] = cluster, ["lock"] = name });
        output.WriteLine(fetched is JsonValue ? "nobody has it" : $"{fetched!["Scheduled"]!["backend_id"]} has it");

        async Task Until(string last)
        {
            var consumer = await jetStream.CreateOrderedConsumerAsync("backend_status", new NatsJSOrderedConsumerOpts { FilterSubjects = [$"backend.{backend}.status"] });
            await foreach (var message in consumer.ConsumeAsync<string>())
            {
                var told = JsonNode.Parse(message.Data!)!;
                output.WriteLine($"{told["time"]} {told["state"]}");
                if ((string)told["state"]! == last)
                {
                    return;
                }
            }
        }

        await Until("Ready");

        var lines = await jetStream.CreateOrderedConsumerAsync("backend_logs", new NatsJSOrderedConsumerOpts { FilterSubjects = [$"backend.{backend}.log"] });
        await foreach (var message in lines.FetchAsync<string>(new NatsJSFetchOpts { MaxMsgs = 10, Expires = TimeSpan.FromSeconds(1) }))
        {
            var line = JsonNode.Parse(message.Data!)!;
            output.WriteLine($"{line["kind"]}: {line["text"]}");
        }

        await foreach (var message in nats.SubscribeAsync<string>($"cluster.{c}.backend.{backend}.stats"))
        {
            var stats = JsonNode.Parse(message.Data!)!;
            output.WriteLine($"{(long)stats["mem_used"]! >> 20} MiB, {100.0 * (long)stats["cpu_used"]! / (long)stats["sys_cpu"]!:F1} % of the processors");
            break;
        }

        using var stopped = new CancellationTokenSource();
        _ = Task.Run(async () =>
        {
            await foreach (var message in nats.SubscribeAsync<string>("logs.>", cancellationToken: stopped.Token))
            {
                var log = JsonNode.Parse(message.Data!)!;
                output.WriteLine($"{log["severity"]} {log["fields"]!["message"]}");
            }
        });

        var drone = (string)scheduled["drone"]!;
        await Ask($"cluster.{c}.drone.{drone}.drain", new JsonObject { ["cluster"] = cluster, ["drone"] = drone, ["drain"] = true });
        await Ask($"cluster.{c}.drone.{drone}.drain", new JsonObject { ["cluster"] = cluster, ["drone"] = drone, ["drain"] = false });

        await Ask($"cluster.{c}.backend.{backend}.terminate", new JsonObject { ["cluster_id"] = cluster, ["backend_id"] = backend });
        await Until("Terminated");

        output.WriteLine(await Ask($"cluster.{c}.set_acme_record", new JsonObject { ["cluster"] = cluster, ["value"] = "q1w2e3" }));
        output.WriteLine(await Ask("acme.set_dns_record", new JsonObject { ["cluster"] = cluster, ["value"] = "r4t5y6" }));
        await stopped.CancelAsync();
    }
}
