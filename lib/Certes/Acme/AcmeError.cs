using System.Net;
using Certes.Acme.Resource;

namespace Certes.Acme;

/// <summary>A problem document (RFC 7807, RFC 8555 §6.7).</summary>
public class AcmeError
{
    /// <summary>For example <c>urn:ietf:params:acme:error:rateLimited</c>.</summary>
    public string Type { get; set; }

    public string Detail { get; set; }

    /// <summary>Which name of several a sub-problem is about.</summary>
    public Identifier Identifier { get; set; }

    public IList<AcmeError> Subproblems { get; set; }

    public HttpStatusCode Status { get; set; }
}
