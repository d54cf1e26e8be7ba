using System.Diagnostics.Metrics;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>What leaves the process about certificates.</summary>
internal sealed class OrderTelemetry
{
    private const string Outcome = "outcome";
    private readonly Counter<long> _orders;

    public OrderTelemetry(IMeterFactory meters, CertificateShelf shelf, TimeProvider clock)
    {
        var meter = meters.Create("Plane.Drone.Certificates");
        _orders = meter.CreateCounter<long>("plane.certificates.orders", "{order}", "Orders that ended, by outcome.");
        meter.CreateObservableGauge("plane.certificates.remaining", () => Remaining(shelf, clock), "s", "Until the certificate in use that ends first ends.");
    }

    public void Issued() => _orders.Add(1, new KeyValuePair<string, object?>(Outcome, "issued"));

    public void Failed() => _orders.Add(1, new KeyValuePair<string, object?>(Outcome, "failed"));

    private static IEnumerable<Measurement<double>> Remaining(CertificateShelf shelf, TimeProvider clock)
    {
        var (set, now) = (shelf.Current, clock.GetUtcNow());
        if (set.Certificates is { IsEmpty: false } certificates)
        {
            yield return new((certificates.Min(static certificate => certificate.NotAfter) - now).TotalSeconds);
        }

        foreach (var (domain, certificate) in set.Domains)
        {
            if (certificate is not null)
            {
                yield return new((certificate.NotAfter - now).TotalSeconds, new KeyValuePair<string, object?>("domain", domain));
            }
        }
    }
}
