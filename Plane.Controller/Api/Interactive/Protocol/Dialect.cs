namespace Plane.Controller.Api.Interactive.Protocol;

/// <summary>How text and outcomes look on a connection (interactive API §2).</summary>
internal enum Dialect
{
    /// <summary>No sub-protocol: a text frame is a line without its end.</summary>
    Lines,

    /// <summary>Sub-protocol <c>pow-1</c>: text frames are raw text.</summary>
    Pow1,
}
