// The same two measurements as NatsBenchmark.cs, by the official JavaScript client.
// node peer.mjs URL (rtt|throughput) COUNT PAYLOAD_BYTES  ->  one line of JSON
import { connect } from "@nats-io/transport-node";

const [url, what, countText, bytesText] = process.argv.slice(2);
const count = Number(countText);
const payload = new Uint8Array(Number(bytesText));
const [near, far] = await Promise.all([connect({ servers: url }), connect({ servers: url })]);

async function roundTrips(n) {
    const micros = new Float64Array(n);
    const start = process.hrtime.bigint();
    for (let i = 0; i < n; i++) {
        const before = process.hrtime.bigint();
        await near.request("bench.echo", payload, { timeout: 5000 });
        micros[i] = Number(process.hrtime.bigint() - before) / 1000;
    }
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    micros.sort();
    return { perSecond: n / seconds, p50: micros[Math.floor(n * 0.5)], p99: micros[Math.floor(n * 0.99)] };
}

async function throughput(n) {
    let seen = 0;
    const sub = far.subscribe("bench.flow", { max: n });
    await far.flush();
    const start = process.hrtime.bigint();
    const reading = (async () => {
        for await (const _ of sub) {
            seen++;
        }
    })();
    for (let i = 0; i < n; i++) {
        near.publish("bench.flow", payload);
        // Let the event loop write and read now and then, or everything piles up in this process.
        if (i % 10000 === 9999) {
            await near.flush();
        }
    }
    await reading;
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    return { perSecond: seen / seconds };
}

let result;
if (what === "rtt") {
    const echo = far.subscribe("bench.echo", { callback: (_, msg) => msg.respond(msg.data) });
    await far.flush();
    await roundTrips(Math.min(2000, count));
    result = await roundTrips(count);
    echo.unsubscribe();
} else {
    await throughput(Math.min(100000, count));
    result = await throughput(count);
}
console.log(JSON.stringify(result));
await near.close();
await far.close();
