namespace Plane.Controller.Connect;

/// <summary>The words of <see cref="TerminatingRule"/> in requests and settings.</summary>
internal static class TerminatingWords
{
    /// <returns>Null for any other word.</returns>
    public static TerminatingRule? ValueOf(string? word) => word switch
    {
        "return" => TerminatingRule.Return,
        "wait" => TerminatingRule.Wait,
        "error" => TerminatingRule.Error,
        _ => null,
    };
}
