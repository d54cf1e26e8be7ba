namespace Docker.DotNet.Wire;

/// <summary>Body of <c>POST /exec/{id}/start</c>.</summary>
internal sealed class ExecStart
{
    public bool Detach { get; init; }

    public bool Tty { get; init; }
}
