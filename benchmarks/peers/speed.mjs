// Times the local run beside serverless-offline and beside the bare HTTP server, and prints figures. See ../figures.
import { execFile } from 'node:child_process'
import { readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { figure } from './figures.mjs'
import { listening, start, stop, stopAll } from './servers.mjs'

/** The JVM's options of ./corsac. */
function jvmOptions() {
  return readFileSync(process.env.LAUNCHER, 'utf8').match(/\$exec [\s\S]*?"\$@"/)[0].match(/-(?:XX:|Xm)\S+/g)
}

const ROUNDS = Number(process.env.ROUNDS ?? 3)
const SECONDS = Number(process.env.SECONDS_EACH ?? 4)
/** Each server is asked for so long before it is measured: what is compiled while it runs has been by then. */
const WARM_SECONDS = Number(process.env.WARM_SECONDS ?? 30)
const CONNECTIONS = 16
const EXCHANGES = Number(process.env.EXCHANGES ?? 100_000)
/** How often the command is started, and a class changed. */
const TIMES = Number(process.env.TIMES ?? 5)
const CONSOLE = 8190

const corsac = [process.env.CORSAC, 'up', 'speed.yaml', '--no-open', '--console', String(CONSOLE)]
const bare = [process.env.JAVA, ...jvmOptions(), '-cp', process.env.CLASSES, 'dev.corsac.benchmarks.local.BareServer', '8183']

/** Requests in all and a second, latencies in milliseconds; an error if anything but a 200 comes. */
async function fire(port, seconds) {
  const { stdout } = await promisify(execFile)('wrk', [
    '-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '--timeout', '10s', '--latency', `http://127.0.0.1:${port}/plain`,
  ])
  const bad = stdout.match(/(Socket errors|Non-2xx or 3xx responses): .*/)
  if (bad) {
    throw new Error(`port ${port}: ${bad[0]}`)
  }
  const milliseconds = part => {
    const [, number, unit] = stdout.match(new RegExp(`${part}%\\s+([\\d.]+)(us|ms|s)`))
    return Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit]
  }
  return {
    total: Number(stdout.match(/(\d+) requests in/)[1]),
    rate: Number(stdout.match(/Requests\/sec:\s+([\d.]+)/)[1]),
    p50: milliseconds(50),
    p99: milliseconds(99),
  }
}

/** Processor time that a server and its children have had, in microseconds; 0 where there is no /proc. */
function processorTime(server) {
  let ticks = 0
  for (const name of process.platform === 'linux' ? readdirSync('/proc').filter(name => /^\d+$/.test(name)) : []) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (Number(fields[2]) === server.pid) {
        ticks += Number(fields[11]) + Number(fields[12])
      }
    } catch {
      // It has ended just now.
    }
  }
  return ticks * 10_000
}

async function throughput() {
  const servers = [
    { name: 'bare Jetty', port: 8183, server: start('bare', bare) },
    { name: 'Corsac, 1 process', port: 8181, server: start('corsac', corsac) },
    { name: 'Corsac, up to 4 processes', port: 8182 },
    {
      name: 'serverless-offline 13.9.0',
      port: 8184,
      server: start('serverless', ['node_modules/.bin/serverless', 'offline', '--config', 'speed-serverless.yml'], {
        env: { ...process.env, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' },
      }),
    },
  ]
  let last
  for (const entry of servers) {
    last = entry.server ?? last
    entry.server = last
    await listening(last, entry.port)
    await fire(entry.port, WARM_SECONDS)
    entry.results = []
  }
  // Side by side, so that what else the machine does hits all of them.
  for (let round = 0; round < ROUNDS; round++) {
    for (const entry of servers) {
      const before = processorTime(entry.server)
      const result = await fire(entry.port, SECONDS)
      result.processor = (processorTime(entry.server) - before) / result.total
      entry.results.push(result)
    }
  }
  await stopAll()
  const [jetty, one, several, offline] = servers
  const rate = result => result.rate
  const p99 = result => result.p99
  for (const [measure, unit, of] of [
    ['requests a second', 'requests a second', rate],
    ['p50', 'ms', result => result.p50],
    ['p99', 'ms', p99],
    ['processor', 'µs a request', result => result.processor],
  ]) {
    for (const { name, results } of servers) {
      figure(unit, results.map(of), 'local-servers', name, measure)
    }
  }
  const ratios = (a, b, of) => a.results.map((result, i) => of(result) / of(b.results[i]))
  for (const [text, values] of [
    ['requests a second ÷ serverless-offline’s', entry => ratios(entry, offline, rate)],
    ['serverless-offline’s p99 ÷ its own', entry => ratios(offline, entry, p99)],
    ['requests a second ÷ bare Jetty’s', entry => ratios(entry, jetty, rate)],
  ]) {
    figure('times', values(one), 'local-ratios', text, '1 process')
    figure('times', values(several), 'local-ratios', text, 'up to 4 processes')
  }
}

/** The time until a fresh command's function has responded. */
async function ready() {
  const times = []
  for (let i = 0; i < TIMES; i++) {
    const begun = performance.now()
    const server = start('ready', corsac)
    await listening(server, 8181)
    const { status } = await get(8181)
    times.push(performance.now() - begun)
    if (status !== 200) {
      throw new Error(`the first response is a ${status}`)
    }
    await stop(server)
  }
  figure('ms', times, 'local-times', 'from the command to its function’s first response')
}

/** The time from a changed class on the disk to the response that it gives, without a request that hastens it. */
async function reload() {
  const server = start('reload', corsac)
  await listening(server, 8181)
  const file = 'classes/dev/corsac/benchmarks/local/TrivialFunction.class'
  const original = readFileSync(file)
  const times = []
  try {
    for (let i = 1; i <= TIMES; i++) {
      await get(8181)
      // The response is a constant of the class: another one of the same length is another class.
      const body = `${i}${i}`
      const changed = Buffer.from(original.toString('latin1').replace('"body":"{}"', `"body":"${body}"`), 'latin1')
      const begun = performance.now()
      writeFileSync(`${file}.new`, changed)
      renameSync(`${file}.new`, file)
      while ((await get(8181)).body !== body) {
        if (performance.now() - begun > 30_000) {
          throw new Error('the changed class does not respond after 30 seconds')
        }
        await pause(5)
      }
      times.push(performance.now() - begun)
    }
  } finally {
    writeFileSync(file, original)
    await stop(server)
  }
  figure('ms', times, 'local-times', 'from a saved class to its response')
}

/** Corsac's own process after many exchanges, with a page of the console that listens. */
async function memory() {
  const server = start('memory', corsac)
  await listening(server, 8182)
  const page = http.get({ host: '127.0.0.1', port: CONSOLE, path: '/events', headers: { host: `localhost:${CONSOLE}`, 'corsac-console': '1' } })
  let told = 0
  await new Promise((resolve, reject) => {
    page.once('error', reject)
    page.once('response', response => {
      response.on('data', data => (told += data.length))
      response.statusCode === 200 ? resolve() : reject(new Error(`the console responds ${response.statusCode}`))
    })
  })
  let total = 0
  const rates = []
  while (total < EXCHANGES) {
    const result = await fire(8182, SECONDS)
    total += result.total
    rates.push(result.rate)
  }
  if (told < 1000) {
    throw new Error('the console has told nothing')
  }
  const resident = Number(readFileSync(`/proc/${server.pid}/status`, 'utf8').match(/VmRSS:\s*(\d+)/)[1]) / 1024
  page.destroy()
  await stop(server)
  figure('MB', [resident], 'local-times', `resident after ${EXCHANGES.toLocaleString('en')} exchanges with the console open`)
  figure('requests a second', rates, 'local-times', 'requests a second meanwhile')
}

function get(port) {
  return new Promise((resolve, reject) => {
    const request = http.get({ host: '127.0.0.1', port, path: '/plain', agent: false }, response => {
      let body = ''
      response.on('data', data => (body += data))
      response.once('end', () => resolve({ status: response.statusCode, body }))
    })
    request.once('error', reject)
  })
}

try {
  await throughput()
  await ready()
  await reload()
  if (process.platform === 'linux') {
    await memory()
  }
} finally {
  await stopAll()
}
