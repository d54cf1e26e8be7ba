using Plane.Contracts.Http;

namespace Plane.Controller.Api.Rules;

/// <summary>What is wrong with a request.</summary>
/// <param name="Path">JSON path of the value.</param>
/// <param name="Problem">Reads on after the path and a colon.</param>
internal sealed record RequestFault(string Path, string Problem, ErrorKind Kind = ErrorKind.Other)
{
    public string Message => $"{Path}: {Problem}";
}
