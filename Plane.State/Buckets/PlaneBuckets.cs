using Plane.Contracts.Json;
using Plane.Contracts.Records;
using Plane.Domain.Keys;

namespace Plane.State.Buckets;

/// <summary>All buckets (docs/architecture.md, "State"). Buckets that hold several kinds of record have a spec for each.</summary>
public sealed class PlaneBuckets(LeaseTimings timings)
{
    /// <summary>The stream of backends' output.</summary>
    public const string LogStream = "backend_logs";

    /// <summary>The stream of backends' states.</summary>
    public const string StatusStream = "backend_status";

    /// <summary>For how long a state is kept.</summary>
    public static readonly TimeSpan StatesKept = TimeSpan.FromDays(7);

    /// <summary>Lines kept of one backend; older ones make room.</summary>
    public const int LogLinesKept = 500;

    public static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);

    /// <summary>Of an ACME challenge's TXT value, and of the right to order while it is not renewed.</summary>
    public static readonly TimeSpan AcmeLifetime = TimeSpan.FromMinutes(10);

    public BucketSpec<DroneRecord> Drones { get; } = new("plane_drones", StateJson.Default.DroneRecord, timings.DroneTtl);

    public BucketSpec<BackendRecord> Backends { get; } = new("plane_backends", StateJson.Default.BackendRecord, TimeSpan.Zero, History: 16);

    /// <summary>Caller-chosen ids, in the backends' bucket.</summary>
    public BucketSpec<ReservationRecord> Reservations { get; } = new("plane_backends", StateJson.Default.ReservationRecord, TimeSpan.Zero, History: 16);

    public BucketSpec<KeyEntry> Keys { get; } = new("plane_keys", StateJson.Default.KeyEntry, timings.Ttl);

    public BucketSpec<FenceRecord> Fences { get; } = new("plane_fences", StateJson.Default.FenceRecord, TimeSpan.Zero);

    /// <summary>The one entry of the fences' bucket that is no fence.</summary>
    public BucketSpec<ReadyRecord> Ready { get; } = new("plane_fences", StateJson.Default.ReadyRecord, TimeSpan.Zero);

    public BucketSpec<TokenRecord> Tokens { get; } = new("plane_tokens", StateJson.Default.TokenRecord, TokenLifetime);

    /// <summary>In the same bucket, so that it outlives every token stored before it.</summary>
    public BucketSpec<RevocationRecord> Revocations { get; } = new("plane_tokens", StateJson.Default.RevocationRecord, TokenLifetime);

    public BucketSpec<TerminateIntent> TerminateIntents { get; } = new("plane_intents", StateJson.Default.TerminateIntent, TimeSpan.Zero);

    /// <summary>In the same bucket.</summary>
    public BucketSpec<DrainIntent> DrainIntents { get; } = new("plane_intents", StateJson.Default.DrainIntent, TimeSpan.Zero);

    /// <summary>In the same bucket.</summary>
    public BucketSpec<PreventRenewalIntent> PreventRenewalIntents { get; } = new("plane_intents", StateJson.Default.PreventRenewalIntent, TimeSpan.Zero);

    /// <summary>In the same bucket.</summary>
    public BucketSpec<PrefetchIntent> PrefetchIntents { get; } = new("plane_intents", StateJson.Default.PrefetchIntent, TimeSpan.Zero);

    /// <summary>Longer than the week that authorities count.</summary>
    public BucketSpec<CertificateRecord> Certificates { get; } = new("plane_certificates", StateJson.Default.CertificateRecord, TimeSpan.FromDays(8));

    /// <summary>In the secrets' bucket.</summary>
    public BucketSpec<SharedCertificateRecord> SharedCertificates { get; } = new("plane_secrets", StateJson.Default.SharedCertificateRecord, TimeSpan.Zero);

    public BucketSpec<SecretRecord> Secrets { get; } = new("plane_secrets", StateJson.Default.SecretRecord, TimeSpan.Zero);

    public BucketSpec<AcmeTxtRecord> AcmeTexts { get; } = new("plane_acme", StateJson.Default.AcmeTxtRecord, AcmeLifetime);

    /// <summary>In the same bucket.</summary>
    public BucketSpec<AcmeAnswerRecord> AcmeAnswers { get; } = new("plane_acme", StateJson.Default.AcmeAnswerRecord, AcmeLifetime);

    /// <summary>In the same bucket.</summary>
    public BucketSpec<AcmeLeaseRecord> AcmeLeases { get; } = new("plane_acme", StateJson.Default.AcmeLeaseRecord, AcmeLifetime);
}
