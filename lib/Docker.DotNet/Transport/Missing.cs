namespace Docker.DotNet.Transport;

/// <summary>What a 404 to a call says is not there.</summary>
internal enum Missing
{
    Unspecific,
    Container,
    Image,
    Network,
}
