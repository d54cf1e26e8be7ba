using System.Globalization;
using DropFour.Page;
using DropFour.Sockets;

var setting = Environment.GetEnvironmentVariable("PORT");
if (!ushort.TryParse(string.IsNullOrEmpty(setting) ? "8080" : setting, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
{
    await Console.Error.WriteLineAsync($"PORT is '{setting}'; it must be a number from 0 to 65535.");
    return 2;
}

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(port));
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(700));
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<TableHost>();
builder.Services.AddSingleton<TableEndpoint>();
builder.Services.AddSingleton<PageEndpoint>();

await using var app = builder.Build();
app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(10) });
app.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)app.Services.GetRequiredService<PageEndpoint>().ServeAsync);
app.MapGet("/ws", (RequestDelegate)app.Services.GetRequiredService<TableEndpoint>().ServeAsync);
await app.RunAsync();
return 0;
