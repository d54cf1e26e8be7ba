using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Plane.Domain.Identity;
using Plane.Drone.Certificates.Challenges;
using Plane.Drone.Certificates.Ordering;
using Plane.State;
using Plane.State.Certificates;

namespace Plane.Drone.Certificates;

/// <summary>Wires what serves certificates.</summary>
internal static class CertificateServices
{
    /// <summary>For a process whose proxy serves an HTTPS cluster: the shelf, what keeps it, and what tells of it.</summary>
    public static IServiceCollection AddCertificateFiles(this IServiceCollection services, ClusterName cluster, DroneId drone, string stateDirectory)
    {
        services.AddCertificateOptions(cluster, stateDirectory);
        services.TryAddSingleton<CertificateShelf>();
        services.AddHostedService(provider =>
        {
            var (options, storage) = (provider.GetRequiredService<IOptions<CertificateOptions>>().Value, provider.GetRequiredService<CertificateStorage>());
            storage.Prepare();
            return ActivatorUtilities.CreateInstance<CertificateFiles>(provider, cluster, PairsOf(options, storage, provider.GetRequiredService<DomainCertificates>()), options.Staple);
        });
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<GivenCertificates>(provider, cluster, drone));
        services.AddHealthChecks().AddCheck<CertificateHealth>("certificates");
        return services;
    }

    /// <summary>For a process with the role <c>certificates</c>: what orders. Nothing is ordered for a cluster of plain HTTP or without a directory to order from.</summary>
    public static IServiceCollection AddCertificateOrdering(this IServiceCollection services, ClusterName cluster, DroneId drone, string stateDirectory)
    {
        services.AddCertificateOptions(cluster, stateDirectory);
        services.TryAddSingleton<CertificateShelf>();
        services.TryAddSingleton<Random>();
        services.AddCertificatesView(cluster);
        services.AddSingleton(static provider => provider.GetRequiredService<IOptions<CertificateOptions>>().Value);
        services.AddSingleton<Authority>().AddSingleton<OrderTelemetry>();
        services.AddSingleton(static provider => ActivatorUtilities.CreateInstance<ChallengeSight>(
            provider, (IReadOnlyList<IPEndPoint>)[.. provider.GetRequiredService<CertificateOptions>().DnsServers.Select(static server => IPEndPoint.Parse(server))]));
        services.AddSingleton<StorePatience>();
        services.AddSingleton(provider => OrderedOf(provider, cluster, drone));
        services.AddHealthChecks().AddCheck<OrderHealth>("orders");
        return services.AddHostedService<CertificateRefresher>();
    }

    /// <summary>For a process whose proxy may be asked by an authority: what it answers for domains that any drone of the cluster orders for.</summary>
    public static IServiceCollection AddChallengeAnswers(this IServiceCollection services, ClusterName cluster) =>
        services.AddAcmeAnswersView(cluster).AddSingleton(provider => ActivatorUtilities.CreateInstance<ChallengeAnswers>(provider, cluster));

    private static OrderedCertificates OrderedOf(IServiceProvider provider, ClusterName cluster, DroneId drone)
    {
        var own = new CertificateSubject(cluster, null);
        IEnumerable<OrderedCertificate> first = provider.GetRequiredService<CertificateOptions>().OrderCluster ? [Ordered(own, ActivatorUtilities.CreateInstance<DnsProof>(provider, cluster))] : [];
        var domains = provider.GetRequiredService<DomainCertificates>().Ordered.Select(domain =>
            Ordered(new CertificateSubject(cluster, domain.Name), ActivatorUtilities.CreateInstance<DomainProof>(provider, cluster, domain.Name, domain.Challenge!)));
        return new OrderedCertificates([.. first, .. domains]);

        OrderedCertificate Ordered(CertificateSubject subject, IChallengeProof proof) => ActivatorUtilities.CreateInstance<OrderedCertificate>(
            provider,
            subject,
            drone,
            ActivatorUtilities.CreateInstance<CertificateOrder>(provider, subject, proof),
            new CertificateCopies(
                subject, provider.GetRequiredService<CertificateOptions>().ShareKeyBytesOrNull, provider.GetRequiredService<CertificateStorage>(), provider.GetRequiredService<CertificatesStore>(), provider.GetRequiredService<Entropy>(), provider.GetRequiredService<TimeProvider>()),
            ActivatorUtilities.CreateInstance<OrderStanding>(provider, subject, proof.Type, drone));
    }

    private static void AddCertificateOptions(this IServiceCollection services, ClusterName cluster, string stateDirectory)
    {
        if (services.Any(static service => service.ServiceType == typeof(CertificateStorage)))
        {
            return;
        }

        services.AddOptions<CertificateOptions>().BindConfiguration(CertificateOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CertificateOptions>>(new CertificateOptionsCheck(cluster));
        services.AddSingleton(new CertificateStorage(stateDirectory));
    }

    /// <summary>Own files first; what the role <c>certificates</c> puts into the state directory, in this process or another, after them; then those of domains.</summary>
    private static ImmutableArray<CertificatePair> PairsOf(CertificateOptions options, CertificateStorage storage, DomainCertificates domains) =>
    [
        .. options.Files.Select(static files => new CertificatePair(files.Cert, files.Key ?? files.Cert)), PairOf(storage, null),
        .. domains.All.Select(domain => domain.Files ?? PairOf(storage, domain.Name)),
    ];

    private static CertificatePair PairOf(CertificateStorage storage, DomainName? domain) => new(storage.CertificateFile(domain), storage.CertificateFile(domain), domain?.Value, IsOrdered: true);
}
