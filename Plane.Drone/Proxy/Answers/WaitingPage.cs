using Plane.Drone.Proxy.Holding;

namespace Plane.Drone.Proxy.Answers;

/// <summary>
/// What a window shows while its backend is on its way. It asks again with <see cref="Navigation.WaitHeader"/>, and is held until there is news: ready, and
/// the window loads its address anew; failed, and it shows the proxy's page that says so. Without scripts it loads itself every few seconds.
/// </summary>
internal static class WaitingPage
{
    public static ReadOnlyMemory<byte> Html { get; } = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Starting…</title>
        <noscript><meta http-equiv="refresh" content="3"></noscript>
        <style>body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:20vh auto 0;padding:0 1rem;color-scheme:light dark}
        i{display:block;height:3px;border-radius:2px;background:linear-gradient(90deg,transparent,currentColor,transparent);animation:a 1.6s infinite;opacity:.5}
        @keyframes a{from{transform:scaleX(.2)}50%{transform:scaleX(1)}to{transform:scaleX(.2)}}</style></head>
        <body><h1>Starting…</h1><p>This session is on its way. The page opens by itself.</p><i></i>
        <script>
        (async () => {
          for (;;) {
            try {
              const answer = await fetch(location.href, { headers: { 'x-plane-wait': '1', accept: 'text/html' }, cache: 'no-store' });
              if (answer.ok) { location.reload(); return; }
              if (answer.status !== 503) {
                const page = await answer.text();
                document.open(); document.write(page); document.close();
                return;
              }
            } catch { /* The proxy is away for a moment: asked again. */ }
            await new Promise(again => setTimeout(again, 1000));
          }
        })();
        </script></body></html>

        """u8.ToArray();
}
