using System.Collections.Immutable;

namespace Plane.Controller.Api.Description;

/// <summary>Every operation there is. A test compares it with what is mapped and with what is answered.</summary>
internal static class OperationCatalogue
{
    public static ImmutableArray<Operation> All { get; } = [.. KeyOperations.All, .. BackendOperations.All, .. DroneOperations.All, .. ProgramOperations.All, .. InteractiveOperations.All];

    /// <param name="route">As it is mapped, with or without the cluster of a backend.</param>
    public static Operation? Find(string method, string route) =>
        All.FirstOrDefault(operation => operation.Method == method && (operation.Path == route || operation.Path == OperationWriter.ShortOf(route)));
}
