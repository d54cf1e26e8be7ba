using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Controller.Api.Rules;
using Plane.State.Acme;

namespace Plane.Controller.Api.Nats;

/// <summary><c>cluster.{c}.set_acme_record</c>, and <c>acme.set_dns_record</c> of clients before it (NATS API §1.5.13, §11.4).</summary>
internal sealed class AcmeRecordAnswers(AcmeTexts texts, ILogger<AcmeRecordAnswers> log) : RequestAnswers<AcmeRecordRequest>(NatsJson.Default.AcmeRecordRequest, log)
{
    /// <summary>What one string of a TXT record holds (RFC 1035 §3.3).</summary>
    private const int MaxValue = 255;

    public override IReadOnlyList<string> Heard => [Subjects.AnyAcmeRecord, Subjects.FormerAcmeRecord];

    protected override IEnumerable<RequestFault> FaultsOf(AcmeRecordRequest request, string subject) =>
    [
        .. subject == Subjects.FormerAcmeRecord ? [] : SubjectRules.Same(subject, Subjects.AcmeRecord(request.Cluster), "$.cluster"),
        .. ValueRules.When(request.Value.Length is 0 or > MaxValue || request.Value.AsSpan().ContainsAnyExceptInRange(' ', '~'), "$.value", $"must be 1 to {MaxValue} printable characters of ASCII"),
    ];

    protected override async Task<byte[]> ActAsync(AcmeRecordRequest request, CancellationToken token) =>
        RequestReplies.Bool((await texts.PutAsync(request.Cluster, request.Value, token)).IsStored);
}
