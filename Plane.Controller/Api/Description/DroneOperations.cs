using Plane.Contracts.Json;

namespace Plane.Controller.Api.Description;

/// <summary>Drones and their clusters.</summary>
internal static class DroneOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("GET", "/ctrl/c/{cluster}/state", "clusterState", "The drones and proxies that have been heard of lately")
        {
            Text = "A drone that has a proxy appears as both, under one id. An unknown cluster has none.",
            Answers = [Content.JsonOf(HttpStatusJson.Default.ClusterStateResponse)],
            Refusals = [new(StatusCodes.Status400BadRequest, "`InvalidClusterName`.")],
        },
        new("GET", "/ctrl/certificates", "certificates", "How drones stand with the certificates that they order or were given")
        {
            Text = "Of every cluster, by cluster, drone and domain.",
            Answers = [Content.JsonOf(HttpStatusJson.Default.CertificatesResponse)],
        },
        new("GET", "/ctrl/c/{cluster}/certificates", "clusterCertificates", "How a cluster's drones stand with the certificates that they order or were given")
        {
            Text = "By drone and domain. A cluster that is not served over HTTPS, and an unknown one, has none.",
            Answers = [Content.JsonOf(HttpStatusJson.Default.CertificatesResponse)],
            Refusals = [new(StatusCodes.Status400BadRequest, "`InvalidClusterName`.")],
        },
        new("GET", "/ctrl/c/{cluster}/prefetch", "prefetchList", "The images that drones pull before anybody asks for them, and how far each drone is")
        {
            Text = "A drone's `state` of an image is `waiting`, `pulling`, `present` or `failed`.",
            Answers = [Content.JsonOf(HttpJson.Default.PrefetchResponse)],
            Refusals = [new(StatusCodes.Status400BadRequest, "`InvalidClusterName`."), Refusal.StoreSilent],
        },
        new("PUT", "/ctrl/c/{cluster}/prefetch", "replacePrefetchList", "Replace the list of images that drones pull before anybody asks for them")
        {
            Text = "Answered with the list once it stands. Credentials are refused, for the list is kept.",
            Body = Content.JsonOf(HttpJson.Default.PrefetchRequest),
            Answers = [Content.JsonOf(HttpJson.Default.PrefetchResponse)],
            Refusals =
            [
                new(StatusCodes.Status400BadRequest, "`Other`: a body that is not as described; the message begins with the JSON path. `InvalidClusterName`."),
                Refusal.StoreSilent,
            ],
        },
        Drain("drain", "Place no more backends on a drone"),
        Drain("undrain", "Take back a drain"),
    ];

    private static Operation Drain(string word, string summary) => new("POST", $"/ctrl/c/{{cluster}}/d/{{drone}}/{word}", word, summary)
    {
        Text = "Answered once it stands, with whether this call changed anything.",
        Answers = [Content.JsonOf(HttpJson.Default.DrainResponse)],
        Refusals = [Refusal.BadName, new(StatusCodes.Status404NotFound, "`NotFound`: a drone never heard of, or a proxy that runs no backends."), Refusal.StoreSilent],
    };
}
