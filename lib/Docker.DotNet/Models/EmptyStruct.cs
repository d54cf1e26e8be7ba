namespace Docker.DotNet.Models;

/// <summary>The <c>{}</c> that the engine's API writes for the members of a set.</summary>
public struct EmptyStruct
{
}
