using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Plane.Domain.Identity;

namespace Plane.Drone.Certificates;

/// <summary>Wires what serves certificates.</summary>
internal static class CertificateServices
{
    /// <summary>For a process whose proxy serves an HTTPS cluster: the shelf and what keeps it.</summary>
    public static IServiceCollection AddCertificateFiles(this IServiceCollection services, ClusterName cluster, string stateDirectory)
    {
        services.AddCertificateOptions(cluster, stateDirectory);
        services.TryAddSingleton<CertificateShelf>();
        services.AddHostedService(provider =>
        {
            var (options, storage) = (provider.GetRequiredService<IOptions<CertificateOptions>>().Value, provider.GetRequiredService<CertificateStorage>());
            storage.Prepare();
            return ActivatorUtilities.CreateInstance<CertificateFiles>(provider, cluster, PairsOf(options, storage), options.Staple);
        });
        services.AddHealthChecks().AddCheck<CertificateHealth>("certificates");
        return services;
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

    /// <summary>Own files first; what the role <c>certificates</c> puts into the state directory, in this process or another, after them.</summary>
    private static ImmutableArray<CertificatePair> PairsOf(CertificateOptions options, CertificateStorage storage) =>
        [.. options.Files.Select(static files => new CertificatePair(files.Cert, files.Key ?? files.Cert)), new CertificatePair(storage.CertificateFile, storage.CertificateFile)];
}
