namespace Plane.Controller.Connect;

/// <summary>What a connect does that meets a backend on its way to the end.</summary>
internal enum TerminatingRule
{
    /// <summary>It is the answer, and its status says how it is (HTTP API, Q14).</summary>
    Return,

    /// <summary>The connect waits for the end and goes on as if the key had been free.</summary>
    Wait,

    /// <summary>The connect fails at once, to be tried again later.</summary>
    Error,
}
