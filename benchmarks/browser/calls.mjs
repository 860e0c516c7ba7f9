// Times a cross-origin GET with a preflight against a server on this machine: jsdom's XMLHttpRequest, which runs the CORS
// protocol, and undici's fetch, which sends the call and leaves CORS out. Prints figures. Usage: node calls.mjs [calls]
import { createServer } from 'node:http';
import { JSDOM } from 'jsdom';
import { fetch } from 'undici';
import { figure } from './figures.mjs';

const CALLS = Number(process.argv[2] ?? 1000);
const ROUNDS = 5;
const ORIGIN = 'http://shop.example';

const arrived = { preflights: 0, calls: 0 };
const server = createServer((request, response) => {
  response.setHeader('Access-Control-Allow-Origin', ORIGIN);
  response.setHeader('Access-Control-Allow-Methods', 'GET');
  response.setHeader('Access-Control-Allow-Headers', 'x-a');
  if (request.method === 'OPTIONS') {
    arrived.preflights++;
    response.writeHead(204).end();
  } else {
    arrived.calls++;
    response.writeHead(200, { 'Content-Type': 'text/plain' }).end('ok');
  }
});
await new Promise(ready => server.listen(0, '127.0.0.1', ready));
const url = `http://127.0.0.1:${server.address().port}/cart`;

const { window } = new JSDOM('', { url: ORIGIN + '/' });

function xhr() {
  return new Promise((done, failed) => {
    const call = new window.XMLHttpRequest();
    call.onload = () => (call.responseText === 'ok' ? done() : failed(new Error(`status ${call.status}`)));
    call.onerror = () => failed(new Error('blocked'));
    call.open('GET', url);
    call.setRequestHeader('X-A', '1');
    call.send();
  });
}

async function undici() {
  const response = await fetch(url, { headers: { 'X-A': '1', Origin: ORIGIN } });
  if ((await response.text()) !== 'ok') throw new Error(`status ${response.status}`);
}

for (const [name, call] of [['jsdom, `XMLHttpRequest` with preflight', xhr], ['undici, `fetch` without CORS', undici]]) {
  const rates = [];
  for (let round = 1; round <= ROUNDS; round++) {
    arrived.preflights = arrived.calls = 0;
    const start = process.hrtime.bigint();
    for (let i = 0; i < CALLS; i++) await call();
    rates.push(CALLS / (Number(process.hrtime.bigint() - start) / 1e9));
    const preflights = call === xhr ? CALLS : 0;
    if (arrived.calls !== CALLS || arrived.preflights !== preflights) {
      throw new Error(`${name}: ${arrived.calls} calls and ${arrived.preflights} preflights have arrived, not ${CALLS} and ${preflights}`);
    }
  }
  figure('calls a second', rates, 'browser-models', name);
}
window.close();
server.close();
