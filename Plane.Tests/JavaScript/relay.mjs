// node relay.mjs ws|h2|h2ws PORT AUTHORITY PATH SEED BYTES : sends a random stream in random pieces with random pauses to an echo behind the proxy, and
// compares what comes back byte for byte. Prints "same" and what the other side said at the end; exit code 1 otherwise.
import { createHash } from 'node:crypto';
import http2 from 'node:http2';
import WebSocket from 'ws';

const [kind, port, authority, path, seed, bytes] = process.argv.slice(2);
const origin = `127.0.0.1:${port}`;
const total = Number(bytes);

// Mulberry32: small, and the same stream for the same seed on every machine.
let state = Number(seed) >>> 0;
const random = () => {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const pieceSize = () => Math.ceil([8, 200, 5000, 70000][Math.floor(random() * 4)] * random()) || 1;
const piece = (size) => Buffer.from(Array.from({ length: size }, () => Math.floor(random() * 256)));
const pause = () => (random() < 0.1 ? new Promise((go) => setTimeout(go, random() * 5)) : undefined);

const sent = createHash('sha256');
const received = createHash('sha256');
let back = 0;
const take = (data) => {
  received.update(data);
  back += data.length;
};

async function pour(send) {
  for (let left = total; left > 0; ) {
    const data = piece(Math.min(left, pieceSize()));
    left -= data.length;
    sent.update(data);
    await send(data);
    await pause();
  }
}

function finish(said) {
  const same = back === total && sent.digest('hex') === received.digest('hex');
  console.log(same ? `same ${said}` : `different: ${back} of ${total} bytes, seed ${seed}`);
  process.exit(same ? 0 : 1);
}

function fail(error) {
  console.log(`failed: ${error?.stack ?? error}`);
  process.exit(1);
}

async function overWs() {
  const socket = new WebSocket(`ws://${origin}${path}`, { headers: { Host: authority } });
  socket.on('error', fail);
  socket.on('unexpected-response', (_, answer) => fail(`status ${answer.statusCode}`));
  socket.on('message', (data) => {
    take(data);
    if (back >= total) socket.close(1000, 'done');
  });
  socket.on('close', (code) => finish(code));
  socket.on('open', () => pour((data) => new Promise((go) => socket.send(data, { binary: true }, go))).catch(fail));
}

async function overH2() {
  const session = http2.connect(`http://${origin}`);
  session.on('error', fail);
  const stream = session.request({ ':method': 'POST', ':path': path, ':authority': authority });
  let status;
  stream.on('response', (headers) => (status = headers[':status']));
  stream.on('data', take);
  stream.on('end', () => finish(status));
  stream.on('error', fail);
  await pour((data) => new Promise((go) => stream.write(data, go)));
  stream.end();
}

// RFC 8441, with frames made here: Node's http2 gives the tunnel and no more.
async function overH2Ws() {
  const session = http2.connect(`http://${origin}`);
  session.on('error', fail);
  await new Promise((go) => session.on('remoteSettings', (settings) => (settings.enableConnectProtocol ? go() : fail('no extended connect'))));
  const stream = session.request({ ':method': 'CONNECT', ':protocol': 'websocket', ':scheme': 'http', ':path': path, ':authority': authority, 'sec-websocket-version': '13' });
  stream.on('error', fail);
  let status;
  let rest = Buffer.alloc(0);
  stream.on('response', (headers) => (status = headers[':status']));
  stream.on('data', (data) => {
    rest = Buffer.concat([rest, data]);
    for (;;) {
      if (rest.length < 2) return;
      let head = 2;
      let size = rest[1] & 0x7f;
      if (size === 126) head = 4;
      if (size === 127) head = 10;
      if (rest.length < head) return;
      if (size === 126) size = rest.readUInt16BE(2);
      if (size === 127) size = Number(rest.readBigUInt64BE(2));
      if (rest.length < head + size) return;
      const payload = rest.subarray(head, head + size);
      const opcode = rest[0] & 0x0f;
      rest = rest.subarray(head + size);
      if (opcode < 3) {
        take(payload);
        if (back >= total) stream.write(Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8]));
      } else if (opcode === 8) finish(`${status} ${payload.readUInt16BE(0)}`);
    }
  });
  const mask = (data) => {
    const key = piece(4);
    const head = data.length < 126 ? Buffer.from([0x82, 0x80 | data.length]) : data.length < 65536 ? Buffer.from([0x82, 0xfe, 0, 0]) : Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]);
    if (head.length === 4) head.writeUInt16BE(data.length, 2);
    if (head.length === 10) head.writeBigUInt64BE(BigInt(data.length), 2);
    return Buffer.concat([head, key, Buffer.from(data.map((byte, at) => byte ^ key[at & 3]))]);
  };
  await pour((data) => new Promise((go) => stream.write(mask(data), go)));
}

({ ws: overWs, h2: overH2, h2ws: overH2Ws })[kind]().catch(fail);
