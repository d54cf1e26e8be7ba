using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Peers;
using Plane.Benchmarks.Machine;

namespace Plane.Benchmarks.Proxy;

/// <summary>
/// Other proxies before Plane's own backends: one worker, connections to backends kept, no access log. They find the backend by the token in the path as ours does,
/// refuse tokens they do not know, cut the token off and tell the backend who it is; a table in their configuration stands in for looking tokens up.
/// </summary>
internal sealed class Contestants(PlaneTopology plane, string directory)
{
    /// <summary>Open ones that each is made for.</summary>
    private static readonly int Connections = IdleSockets.Most + 50;

    public Task<PinnedServer> NginxAsync(CancellationToken token)
    {
        var port = FreePort.Tcp();
        var upstreams = string.Join('\n', Servers().Select(static server => $"upstream {server.Name} {{ server 127.0.0.1:{server.Port}; keepalive 64; keepalive_requests 1000000000; }}"));
        var file = Write("nginx.conf", $$"""
            daemon off;
            worker_processes 1;
            pid "{{directory}}/nginx.pid";
            error_log stderr crit;
            events { worker_connections {{(2 * Connections) + 500}}; }
            http {
              access_log off;
              keepalive_requests 1000000000;
              map_hash_max_size 65536;
              map_hash_bucket_size 128;
              {{upstreams}}
              map $request_uri $token { "~^/([^/]+)/" $1; }
              map $token $backend { default ""; include "{{Table("nginx.map", static (token, name) => $"{token} {name};")}}"; }
              map $http_upgrade $hop { default upgrade; "" ""; }
              server {
                listen 127.0.0.1:{{port}};
                location / {
                  if ($backend = "") { return 410; }
                  rewrite ^/[^/]+(/.*)$ $1 break;
                  proxy_pass http://$backend;
                  proxy_http_version 1.1;
                  proxy_read_timeout 1h;
                  proxy_set_header Host $http_host;
                  proxy_set_header Upgrade $http_upgrade;
                  proxy_set_header Connection $hop;
                  proxy_set_header X-Forwarded-For $remote_addr;
                  proxy_set_header X-Forwarded-Proto $scheme;
                  proxy_set_header X-Verified-Path $request_uri;
                  proxy_set_header X-Verified-Backend $backend;
                }
              }
            }

            """);
        return PinnedServer.StartAsync("nginx", port, directory, Programs.Require("nginx"), ["-p", directory, "-e", "stderr", "-c", file], token);
    }

    public Task<PinnedServer> HaproxyAsync(CancellationToken token)
    {
        var port = FreePort.Tcp();
        var backends = string.Join('\n', Servers().Select(static server => $"backend {server.Name}\n  server one 127.0.0.1:{server.Port}"));
        var file = Write("haproxy.cfg", $$"""
            global
              nbthread 1
              maxconn {{Connections}}
            defaults
              mode http
              http-reuse always
              timeout connect 10s
              timeout client 1h
              timeout server 1h
              timeout tunnel 1h
            frontend clients
              bind 127.0.0.1:{{port}}
              http-request set-var(txn.backend) path,field(2,/),map({{Table("haproxy.map", static (token, name) => $"{token} {name}")}})
              http-request deny deny_status 410 unless { var(txn.backend) -m found }
              http-request set-header X-Forwarded-For %[src]
              http-request set-header X-Forwarded-Proto http
              http-request set-header X-Verified-Path %[path]
              http-request set-header X-Verified-Backend %[var(txn.backend)]
              http-request replace-path /[^/]+(/.*) \1
              use_backend %[var(txn.backend)]
            {{backends}}

            """);
        return PinnedServer.StartAsync("HAProxy", port, directory, Programs.Require("haproxy"), ["-db", "-f", file], token);
    }

    /// <summary>It has no table that thousands of tokens would be quick in, so that it takes any; of sockets the path decides.</summary>
    public Task<PinnedServer> CaddyAsync(CancellationToken token)
    {
        var port = FreePort.Tcp();
        var answerers = string.Join(' ', plane.Answerers.Select(static one => $"127.0.0.1:{one}"));
        var file = Write("Caddyfile", $$"""
            {
              admin off
              auto_https off
            }
            http://:{{port}} {
              bind 127.0.0.1
              @socket path /{{plane.SocketToken}}/*
              handle @socket {
                reverse_proxy 127.0.0.1:{{plane.Echo}}
              }
              handle {
                uri path_regexp ^/[^/]+ ""
                reverse_proxy {{answerers}}
              }
            }

            """);
        return PinnedServer.StartAsync("Caddy", port, directory, "env", [$"XDG_CONFIG_HOME={directory}", $"XDG_DATA_HOME={directory}", Programs.Require("caddy"), "run", "--adapter", "caddyfile", "--config", file], token);
    }

    public async Task<PinnedServer> NodeAsync(CancellationToken token)
    {
        var (port, control) = (FreePort.Tcp(), FreePort.Tcp());
        var script = Path.Combine(AppContext.BaseDirectory, "Proxy", "configurable-http-proxy.sh");
        string[] arguments = [script, Path.Combine(Path.GetTempPath(), "plane-benchmarks-proxy-js"), "--ip", "127.0.0.1", "--port", Text(port), "--api-ip", "127.0.0.1", "--api-port", Text(control), "--no-include-prefix", "--log-level", "error"];
        var server = await PinnedServer.StartAsync("configurable-http-proxy", port, directory, "/bin/sh", arguments, token);
        using var api = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{control}") };
        foreach (var (name, target) in Routes())
        {
            using var made = await api.PostAsJsonAsync(new Uri($"/api/routes/{name}", UriKind.Relative), new { target = $"http://127.0.0.1:{target}" }, token);
            made.EnsureSuccessStatusCode();
        }

        return server;
    }

    private IEnumerable<(string Name, int Port)> Servers() => plane.Answerers.Select(static (port, place) => (Name(place), port)).Append(("echo", plane.Echo));

    private IEnumerable<(string Token, int Port)> Routes() => plane.Places.Select(pair => (pair.Key, plane.Answerers[pair.Value])).Append((plane.SocketToken, plane.Echo));

    private static string Name(int place) => Text($"answer{place}");

    private string Table(string name, Func<string, string, string> line)
    {
        var table = new StringBuilder();
        foreach (var (token, place) in plane.Places)
        {
            table.AppendLine(line(token, Name(place)));
        }

        return Write(name, table.AppendLine(line(plane.SocketToken, "echo")).ToString());
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(directory, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
