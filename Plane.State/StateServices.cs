using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Acme;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Certificates;
using Plane.State.Connection;
using Plane.State.Drones;
using Plane.State.Intents;
using Plane.State.Keys;
using Plane.State.Secrets;
using Plane.State.Time;
using Plane.State.Tokens;

namespace Plane.State;

/// <summary>Wires the stores into a program, which has registered its NATS connection and its <see cref="LeaseTimings"/>.</summary>
public static class StateServices
{
    public static IServiceCollection AddPlaneState(this IServiceCollection services)
    {
        services.TryAddSingleton<TimeProvider>(BootClock.Instance);
        services.TryAddSingleton(Entropy.System);
        services.TryAddSingleton(LeaseTimings.Default);
        services.AddSingleton<PlaneBuckets>();
        services.AddSingleton<JetStream>();
        services.AddBackground<StoreSetup>();
        services.AddBackground<NatsContact>();
        services.AddBucket(static buckets => buckets.Drones).AddSingleton<DronesStore>();
        services.AddBucket(static buckets => buckets.Backends).AddBucket(static buckets => buckets.Reservations).AddSingleton<BackendsStore>()
            .AddSingleton<BackendLogs>().AddSingleton<StateHistory>();
        services.AddBucket(static buckets => buckets.Keys).AddBucket(static buckets => buckets.Fences).AddSingleton<KeysStore>();
        services.AddBucket(static buckets => buckets.Ready);
        services.AddBucket(static buckets => buckets.Tokens).AddSingleton<TokensStore>();
        services.AddBucket(static buckets => buckets.Revocations).AddSingleton<RevocationsStore>();
        services.AddBucket(static buckets => buckets.TerminateIntents).AddSingleton<IntentsStore>();
        services.AddBucket(static buckets => buckets.DrainIntents).AddSingleton<DrainsStore>();
        services.AddBucket(static buckets => buckets.PreventRenewalIntents).AddSingleton<RenewalsStore>().AddSingleton<EndedBackends>();
        services.AddBucket(static buckets => buckets.PrefetchIntents).AddSingleton<PrefetchStore>();
        services.AddBucket(static buckets => buckets.Secrets).AddSingleton<ClusterSecrets>();
        services.AddBucket(static buckets => buckets.AcmeTexts).AddSingleton<AcmeTexts>();
        services.AddBucket(static buckets => buckets.AcmeAnswers).AddSingleton<AcmeAnswers>();
        services.AddBucket(static buckets => buckets.AcmeLeases).AddSingleton<AcmeLeases>();
        services.AddBucket(static buckets => buckets.Certificates).AddBucket(static buckets => buckets.SharedCertificates).AddSingleton<CertificatesStore>();
        return services;
    }

    /// <summary>Keeps a snapshot of a bucket, or a part of it, as <see cref="LiveView{T}"/>. The first to ask decides which part.</summary>
    public static IServiceCollection AddView<T>(this IServiceCollection services, Func<PlaneBuckets, ViewSpec<T>> spec)
        where T : class
    {
        // Rooms of one program share a view: a second loop over the same snapshot would make it go back.
        if (services.Any(static service => service.ServiceType == typeof(LiveView<T>)))
        {
            return services;
        }

        services.AddSingleton(provider => spec(provider.GetRequiredService<PlaneBuckets>()));
        return services.AddBackground<LiveView<T>>();
    }

    /// <summary>Every backend, by its id, and by the hash of its static token.</summary>
    public static IServiceCollection AddBackendsView(this IServiceCollection services, ClusterName? cluster) =>
        services.AddView<BackendRecord>(buckets => new(buckets.Backends, cluster is null ? "*.*" : $"{cluster.KvToken}.*", BackendsStore.IdOf, static record => record.StaticTokenHash));

    /// <summary>Every drone, by <see cref="DronesStore.KeyOf"/>.</summary>
    public static IServiceCollection AddDronesView(this IServiceCollection services, ClusterName? cluster) =>
        services.AddView<DroneRecord>(buckets => new(buckets.Drones, cluster is null ? "*.*" : $"{cluster.KvToken}.*", static key => key));

    /// <summary>Every key entry, by the key's hash. Mind their age.</summary>
    public static IServiceCollection AddKeysView(this IServiceCollection services) =>
        services.AddView<KeyEntry>(static buckets => ViewSpec<KeyEntry>.All(buckets.Keys));

    /// <summary>Drains by <see cref="DrainsStore.KeyOf"/>.</summary>
    /// <param name="filter"><see cref="DrainsStore.Filter"/>, or one drone's key.</param>
    public static IServiceCollection AddDrainsView(this IServiceCollection services, string filter) =>
        services.AddView<DrainIntent>(buckets => new(buckets.DrainIntents, filter, static key => key));

    /// <summary>TXT values of ACME challenges, of every cluster. Mind their age.</summary>
    public static IServiceCollection AddAcmeTextsView(this IServiceCollection services) =>
        services.AddView<AcmeTxtRecord>(static buckets => new(buckets.AcmeTexts, AcmeTexts.Filter, static key => key));

    /// <summary>What ACME servers are answered for a cluster's custom domains, by <see cref="AcmeAnswers.KeyOf"/>.</summary>
    public static IServiceCollection AddAcmeAnswersView(this IServiceCollection services, ClusterName cluster) =>
        services.AddView<AcmeAnswerRecord>(buckets => new(buckets.AcmeAnswers, $"{cluster.KvToken}.answer.*", static key => key) { ForgetsExpired = true });

    /// <summary>Revocations of users' tokens, by <see cref="RevocationsStore.KeyOf"/>; forgotten when no token can be left that they end.</summary>
    public static IServiceCollection AddRevocationsView(this IServiceCollection services) =>
        services.AddView<RevocationRecord>(static buckets => new(buckets.Revocations, RevocationsStore.Filter, static key => key) { ForgetsExpired = true });

    /// <summary>How the drones of a cluster, or of all where it is null, stand with their certificates; forgotten when it has not been told for as long as the bucket keeps it.</summary>
    public static IServiceCollection AddCertificatesView(this IServiceCollection services, ClusterName? cluster) =>
        services.AddView<CertificateRecord>(buckets => new(buckets.Certificates, cluster is null ? ">" : $"{cluster.KvToken}.>", static key => key) { ForgetsExpired = true });

    /// <summary>The certificate that a cluster's proxies share, by its key.</summary>
    public static IServiceCollection AddSharedCertificateView(this IServiceCollection services, ClusterName cluster) =>
        services.AddView<SharedCertificateRecord>(buckets => new(buckets.SharedCertificates, CertificatesStore.SharedKeyOf(cluster), static key => key));

    private static IServiceCollection AddBucket<T>(this IServiceCollection services, Func<PlaneBuckets, BucketSpec<T>> spec)
        where T : class
    {
        services.AddSingleton(provider => spec(provider.GetRequiredService<PlaneBuckets>()));
        services.AddSingleton<Bucket<T>>();
        return services;
    }

    private static IServiceCollection AddBackground<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        return services.AddHostedService(static provider => provider.GetRequiredService<T>());
    }
}

