using System.Reflection;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting.Testing;

/// <summary>An AppHost's entry point on a thread of its own, held by a <see cref="TestingHook"/>.</summary>
internal sealed class EntryPointRun
{
    public EntryPointRun(Assembly assembly, string[] args)
        : this(assembly, _ => InvokeAsync(assembly, args))
    {
    }

    public EntryPointRun(Assembly assembly, Func<TestingHook, Task> entry)
    {
        Hook = new TestingHook(assembly);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Ended = ended.Task;
        new Thread(() => Run(entry, ended)) { IsBackground = true, Name = "AppHost entry point" }.Start();
    }

    public TestingHook Hook { get; }

    /// <summary>The entry point has returned; how it failed is told by the hook's tasks.</summary>
    public Task Ended { get; }

    private static Task InvokeAsync(Assembly assembly, string[] args)
    {
        var entryPoint = assembly.EntryPoint
            ?? throw new InvalidOperationException($"The assembly {assembly.GetName().Name} has no entry point.");
        object?[] arguments = entryPoint.GetParameters().Length == 0 ? [] : [args];
        return entryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null) as Task ?? Task.CompletedTask;
    }

    private void Run(Func<TestingHook, Task> entry, TaskCompletionSource ended)
    {
        TestingHook.Current = Hook;
        Exception? fault = null;
        try
        {
            entry(Hook).GetAwaiter().GetResult(); // the thread is the entry point's own
        }
        catch (Exception e)
        {
            fault = e;
        }

        Hook.End(fault);
        ended.SetResult();
    }
}
