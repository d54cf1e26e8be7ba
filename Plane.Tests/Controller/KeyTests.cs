using System.Net;
using System.Net.Http.Json;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;
using Plane.State.Intents;

namespace Plane.Tests.Controller;

/// <summary>Backends by their key, renewal prevention, and requests that may be repeated.</summary>
public sealed class KeyTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    [PeerFact]
    public async Task A_key_tells_who_has_it_until_it_is_free()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var before = await plane.GetAsync("/ctrl/key?name=looked-up&namespace=tests");
        var id = (await plane.ConnectAsync(ControllerFixture.Body(cluster, "looked-up", "v1"))).Backend;

        var held = await plane.GetAsync("/ctrl/key?name=looked-up&namespace=tests");
        var elsewhere = await plane.GetAsync("/ctrl/key?name=looked-up");
        await drone.EndAsync(BackendId.Parse(id));
        await Poll.UntilAsync(async () => (await plane.GetAsync("/ctrl/key?name=looked-up&namespace=tests")).Code == HttpStatusCode.NotFound, TimeSpan.FromSeconds(10), "the key to be free");

        Assert.Equal(
            ("looked-up", "tests", "v1", "True", id, cluster.Value, "dr-a"),
            (held["name"], held["namespace"], held["tag"], held["held"], held["backend_id"], held["cluster"], held["drone"]));
        Assert.True(held.Body.GetProperty("fencing_token").GetInt64() > 0);
        Assert.All([before, elsewhere], static answer => Assert.Equal((HttpStatusCode.NotFound, "NotFound", "Key is not held"), (answer.Code, answer.Kind, answer.Message)));
    }

    [PeerFact]
    public async Task A_key_s_backend_is_terminated_softly_unless_hard_is_said()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var id = BackendId.Parse((await plane.ConnectAsync(ControllerFixture.Body(cluster, "by-key"))).Backend);

        var soft = await plane.PostAsync("/ctrl/key/terminate", """{"name":"by-key","namespace":"tests"}""");
        var first = await IntentAsync(drone, id);
        var hard = await plane.PostAsync("/ctrl/key/terminate", """{"name":"by-key","namespace":"tests","hard":true}""");
        var second = await IntentAsync(drone, id);

        Assert.All([soft, hard], answer => Assert.Equal((HttpStatusCode.OK, id.Value), (answer.Code, answer.Backend)));
        Assert.Equal((TerminationKind.Soft, TerminationKind.Hard), (first!.Kind, second!.Kind));
    }

    [PeerFact]
    public async Task Requests_about_keys_that_cannot_be_are_refused()
    {
        var tooLong = new string('k', 256);
        var answers = new[]
        {
            await plane.GetAsync("/ctrl/key"),
            await plane.GetAsync("/ctrl/key?name="),
            await plane.GetAsync($"/ctrl/key?name={tooLong}"),
            await plane.GetAsync($"/ctrl/key?name=a&namespace={tooLong}"),
            await plane.PostAsync("/ctrl/key/terminate", "{}"),
            await plane.PostAsync("/ctrl/key/terminate", """{"name":""}"""),
            await plane.PostAsync("/ctrl/key/terminate", """{"name":"a","hard":"yes"}"""),
            await plane.PostAsync("/ctrl/key/terminate", "null"),
            await plane.PostAsync("/ctrl/key/terminate", "{"),
            await plane.PostAsync("/ctrl/key/terminate", """{"name":"a"}""", "text/plain"),
        };
        var unheld = await plane.PostAsync("/ctrl/key/terminate", """{"name":"nobody-has-it"}""");

        Assert.All(answers, static answer => Assert.Equal((HttpStatusCode.BadRequest, "Other"), (answer.Code, answer.Kind)));
        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), (unheld.Code, unheld.Kind));
    }

    [PeerFact]
    public async Task Preventing_renewal_leaves_an_intent_with_the_drone()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var id = BackendId.Parse((await plane.ConnectAsync(ControllerFixture.Body(cluster, "no-renewal"))).Backend);

        var answer = await plane.PostAsync($"/ctrl/b/{id}/prevent-renewal", "", null);
        var inCluster = await plane.PostAsync($"/ctrl/c/{cluster}/b/{id}/prevent-renewal", "", null);
        var unknown = await plane.PostAsync("/ctrl/b/nobody/prevent-renewal", "", null);
        var elsewhere = await plane.PostAsync($"/ctrl/c/other.test/b/{id}/prevent-renewal", "", null);
        var wrong = await plane.PostAsync("/ctrl/b/NO/prevent-renewal", "", null);

        var bucket = (Bucket<PreventRenewalIntent>)plane.Services.GetService(typeof(Bucket<PreventRenewalIntent>))!;
        var intent = (await bucket.ReadAsync(RenewalsStore.KeyOf(cluster, drone.Id, id), CancellationToken.None)).Entry?.Value;
        Assert.Equal(new PreventRenewalIntent(id), intent);
        Assert.All([answer, inCluster], static answer => Assert.Equal((HttpStatusCode.OK, "null"), (answer.Code, answer.Text)));
        Assert.All([unknown, elsewhere], static answer => Assert.Equal((HttpStatusCode.NotFound, "Backend does not exist"), (answer.Code, answer.Message)));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Code);
    }

    [PeerFact]
    public async Task A_request_repeated_under_one_idempotency_key_gets_the_same_backend()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");
        var (one, other) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());

        var first = await ConnectAsync(ControllerFixture.Body(cluster), one);
        var again = await ConnectAsync(ControllerFixture.Body(cluster), $"\"{one}\"");
        var different = await ConnectAsync(ControllerFixture.Body(cluster), other);
        var keyed = await ConnectAsync(ControllerFixture.Body(cluster, "beside"), one);
        var key = await plane.GetAsync($"/ctrl/key?name={one}&namespace=idem");

        Assert.Equal((true, false, true, true), (first.Spawned, again.Spawned, different.Spawned, keyed.Spawned));
        Assert.Equal(first.Backend, again.Backend);
        Assert.Equal(first.Backend, key.Backend);
        Assert.Equal(3, new HashSet<string> { first.Backend, different.Backend, keyed.Backend }.Count);
    }

    [PeerFact]
    public async Task Idempotency_keys_that_cannot_be_names_are_refused()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");

        foreach (var wrong in new[] { "../up", "/root", "\"\"", new string('k', 256) })
        {
            var answer = await ConnectAsync(ControllerFixture.Body(cluster), wrong);
            Assert.Equal((HttpStatusCode.BadRequest, "Other"), (answer.Code, answer.Kind));
        }
    }

    private async Task<Answer> ConnectAsync(object body, string idempotency)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ctrl/connect") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotency);
        using var response = await plane.Http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    private async Task<TerminateIntent?> IntentAsync(FakeDrone drone, BackendId backend)
    {
        var bucket = (Bucket<TerminateIntent>)plane.Services.GetService(typeof(Bucket<TerminateIntent>))!;
        return (await bucket.ReadAsync(IntentsStore.KeyOf(drone.Cluster, drone.Id, backend), CancellationToken.None)).Entry?.Value;
    }
}
