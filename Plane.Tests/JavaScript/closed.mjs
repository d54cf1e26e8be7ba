// node closed.mjs PORT AUTHORITY PATH : opens a WebSocket, prints "open" when it has echoed once, and "code reason" when it was closed.
import WebSocket from 'ws';

const [port, authority, path] = process.argv.slice(2);
const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { Host: authority } });
socket.on('open', () => socket.send('hello'));
socket.on('message', () => console.log('open'));
socket.on('error', (error) => console.log(`error ${error.message}`));
socket.on('close', (code, reason) => console.log(`${code} ${reason}`));
