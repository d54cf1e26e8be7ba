using System.Collections;
using System.Diagnostics;

var app = WebApplication.CreateSlimBuilder(args).Build();
app.MapGet("/environment", () => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value));
app.MapGet("/arguments", () => args);
app.MapGet("/process", () => Environment.ProcessId);
app.MapGet("/health", () => File.Exists(Environment.GetEnvironmentVariable("UNHEALTHY_WHILE") ?? string.Empty) ? Results.StatusCode(503) : Results.Ok());
app.MapPost("/exit/{code:int}", (int code) => Environment.Exit(code));
if (Environment.GetEnvironmentVariable("SLOW") == "1")
{
    app.Lifetime.ApplicationStopping.Register(() =>
    {
        Console.WriteLine("taking my time");
        using var never = new ManualResetEventSlim();
        never.Wait(TimeSpan.FromMinutes(5), CancellationToken.None);
    });
}

app.Lifetime.ApplicationStopped.Register(() => Console.WriteLine("bye"));
if (Environment.GetEnvironmentVariable("LEAVE_BEHIND") is { } seconds)
{
    Process.Start("sleep", seconds); // a helper that outlives its parent unless somebody ends it
}

app.Run();
