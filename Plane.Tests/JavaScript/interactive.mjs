// node interactive.mjs URL TOKEN : an independent client of the interactive API. Speaks both dialects, and prints one line of JSON for each conversation.
import WebSocket from 'ws';

const [url, token] = process.argv.slice(2);

// Says `steps` one after the other; a string is text, an object a control message, a function waits for something that was said.
function converse(dialect, steps) {
  return new Promise((resolve) => {
    const said = { dialect, texts: [], finals: [] };
    const waiting = [...steps];
    const socket = new WebSocket(url, dialect ? [dialect] : [], { headers: { Authorization: `Bearer ${token}` } });
    const goOn = () => {
      while (waiting.length > 0 && socket.readyState === WebSocket.OPEN) {
        const step = waiting[0];
        if (typeof step === 'function') {
          if (!step(said)) return;
        } else {
          socket.send(typeof step === 'string' ? step : Buffer.from(JSON.stringify(step)));
        }
        waiting.shift();
      }
    };
    socket.on('open', goOn);
    socket.on('message', (data, isBinary) => {
      (isBinary ? said.finals : said.texts).push(data.toString());
      goOn();
    });
    socket.on('error', (error) => { said.error = error.message; });
    socket.on('close', (code, reason) => resolve({ ...said, protocol: socket.protocol, code, reason: reason.toString() }));
  });
}

const heard = (text) => (said) => said.texts.join('').includes(text);
const conversations = [
  ['lines', null, [{ call: 't-lines' }]],
  ['lines', 'pow-1', [{ call: 't-lines', params: [] }]],
  ['echo', null, [{ call: 't-echo' }, heard('ready'), 'one', 'two', heard('two'), { signal: 'cancel' }]],
  ['echo', 'pow-1', [{ call: 't-echo' }, heard('ready'), 'one\ntw', 'o', { signal: 'close' }]],
  ['cancel', null, [{ call: 't-hold' }, heard('ready'), { signal: 'cancel' }]],
  ['cancel', 'pow-1', [{ call: 't-hold' }, heard('ready'), { signal: 'cancel' }]],
  ['unknown', null, [{ call: 'nothing' }]],
  ['unknown', 'pow-1', [{ call: 'nothing' }]],
  ['late', null, []],
  ['late', 'pow-1', []],
  ['other', 'pow-2', []],
];

for (const [name, dialect, steps] of conversations) {
  console.log(JSON.stringify({ name, ...(await converse(dialect, steps)) }));
}
