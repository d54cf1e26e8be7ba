using Certes.Acme.Resource;

namespace Certes.Acme;

public interface IChallengeContext : IResourceContext<Challenge>
{
    /// <summary>One of <see cref="ChallengeTypes"/>.</summary>
    string Type { get; }

    string Token { get; }

    /// <summary>RFC 8555 §8.1.</summary>
    string KeyAuthz { get; }

    /// <summary>Tells the server that it may look.</summary>
    Task<Challenge> Validate();
}
