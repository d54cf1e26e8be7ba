namespace Plane.Drone.Runtime;

/// <summary>Reports where it is told, in order; <see cref="Progress{T}"/> would hand each report to another thread.</summary>
internal sealed class DirectProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
