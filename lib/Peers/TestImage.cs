using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace Peers;

/// <summary>
/// A tiny image: Debian's static busybox and one script that is its command. All of them stop at SIGTERM with exit code 0, save where
/// they say otherwise.
/// </summary>
public sealed class TestImage
{
    /// <summary>The label that says which definition an image was made from.</summary>
    public const string DefinitionLabel = "plane-test.definition";

    private const string Serve = "echo \"listening on ${PORT:-8080}\"\nhttpd -f -p \"${PORT:-8080}\" -h /www";
    private const string EndAtTerm = "trap 'exit 0' TERM\n";

    // A CGI program: what the session was started with, as name=value lines.
    private const string EnvironmentPage = "#!/bin/sh\nprintf 'Content-Type: text/plain\\r\\n\\r\\n'\nenv\n";

    // One connection: a page for who asks plainly; a WebSocket (RFC 6455) that answers the n-th message of one byte with n.
    private const string Session = """
        if [ "$1" = session ]; then
          key=
          while IFS= read -r line; do
            line=${line%?}
            case "$line" in
              "") break ;;
              [Ss]ec-[Ww]eb[Ss]ocket-[Kk]ey:*) key=${line#*: } ;;
            esac
          done
          if [ -z "$key" ]; then
            printf 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhere\n'
            exit
          fi
          accept=$(printf '%s258EAFA5-E914-47DA-95CA-C5AB0DC85B11' "$key" | busybox sha1sum | cut -d' ' -f1 | busybox xxd -r -p | busybox base64)
          printf 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n' "$accept"
          count=0
          while [ "$(dd bs=1 count=7 2>/dev/null | wc -c)" = 7 ]; do
            count=$((count + 1))
            printf '\201\001%d' "$count"
          done
          exit
        fi

        """;

    private const UnixFileMode AnyoneRuns = (UnixFileMode)0b111_101_101;

    private static readonly string[] Applets =
        ["sh", "cat", "cut", "date", "dd", "echo", "env", "false", "grep", "head", "hostname", "httpd", "id", "kill", "ls", "mkdir", "nc",
         "ps", "rm", "seq", "sleep", "stty", "tail", "test", "touch", "tr", "true", "wc", "wget", "yes"];

    private readonly string _script;

    private TestImage(string name, string script)
    {
        Name = name;
        _script = "#!/bin/sh\n" + script + "\n";
        Definition = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_script + EnvironmentPage + string.Concat(Applets))));
    }

    /// <summary>Sleeps; meant to be given a command of the test's own.</summary>
    public static TestImage Shell { get; } = new("plane-test/busybox:1", EndAtTerm + "sleep 1000000 &\nwait");

    /// <summary>Serves <c>/</c> (a small page) and <c>/cgi-bin/env</c> (its environment) over HTTP on <c>$PORT</c>, default 8080.</summary>
    public static TestImage Http { get; } = new("plane-test/http:1", EndAtTerm + Serve + " &\nwait");

    /// <summary>Says why on stderr, and ends with exit code 3.</summary>
    public static TestImage Exits { get; } = new("plane-test/exits:1", "echo 'cannot open the document' >&2\nexit 3");

    /// <summary>Lives, but never listens.</summary>
    public static TestImage Silent { get; } = new("plane-test/silent:1", EndAtTerm + "echo 'not going to listen'\nsleep 1000000 &\nwait");

    /// <summary>As <see cref="Http"/>, but only SIGKILL ends it.</summary>
    public static TestImage Stubborn { get; } = new("plane-test/stubborn:1", "trap '' TERM\n" + Serve);

    /// <summary>
    /// Serves a page to who asks plainly, and else a WebSocket that answers the n-th message of one byte with n in decimal, up to 9. Frames that
    /// nobody asked for confuse it: switch the client's keep-alive off.
    /// </summary>
    public static TestImage Socket { get; } = new("plane-test/socket:1", Session + EndAtTerm + "nc -ll -p \"${PORT:-8080}\" -e /start session &\nwait");

    /// <summary>Writes a numbered line to each of stdout and stderr ten times a second, and serves like <see cref="Http"/>.</summary>
    public static TestImage Counting { get; } = new(
        "plane-test/counting:1",
        EndAtTerm + Serve + " &\n(while true; do n=$((n + 1)); echo \"out $n\"; echo \"err $n\" >&2; sleep 0.1; done) &\nwait");

    /// <summary>
    /// Serves like <see cref="Http"/>, and says in <c>/plane-data/beats</c> that it runs: one line when it begins, ten a second, and one at
    /// SIGTERM, each <c>key token backend word seconds</c>, the last by the machine's clock since boot.
    /// </summary>
    public static TestImage Beating { get; } = new("plane-test/beating:1", """
        say() {
          read -r now _ </proc/uptime
          echo "$SESSION_BACKEND_KEY $SESSION_BACKEND_FENCING_TOKEN $SESSION_BACKEND_ID $1 $now" >>/plane-data/beats
        }
        trap 'say end; exit 0' TERM
        say begin
        httpd -p "${PORT:-8080}" -h /www
        while true; do
          say beat
          sleep 0.1
        done
        """);

    /// <summary>Repository and tag.</summary>
    public string Name { get; }

    /// <summary>A digest of what it is made from.</summary>
    public string Definition { get; }

    /// <summary>Dockerfile instructions of its configuration.</summary>
    public IReadOnlyList<string> Changes => ["CMD [\"/start\"]", $"LABEL {DefinitionLabel}={Definition}"];

    /// <summary>Its file system; <paramref name="payload"/>, if any, lies in <c>/payload</c>.</summary>
    public byte[] ToTar(byte[] payload)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Ustar, leaveOpen: true))
        {
            Add(tar, "bin/busybox", File.ReadAllBytes(Programs.Require("busybox")));
            foreach (var applet in Applets)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "bin/" + applet) { LinkName = "busybox" });
            }

            tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "tmp/") { Mode = AnyoneRuns | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite });
            Add(tar, "start", Encoding.UTF8.GetBytes(_script));
            Add(tar, "www/index.html", Encoding.UTF8.GetBytes("<!doctype html><title>session</title><h1>Hello from a session</h1>\n"));
            Add(tar, "www/cgi-bin/env", Encoding.UTF8.GetBytes(EnvironmentPage));
            if (payload.Length > 0)
            {
                Add(tar, "payload", payload);
            }
        }

        return bytes.ToArray();
    }

    private static void Add(TarWriter tar, string name, byte[] content)
    {
        using var data = new MemoryStream(content);
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { Mode = AnyoneRuns, DataStream = data });
    }
}
