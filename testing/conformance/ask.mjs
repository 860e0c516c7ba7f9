#!/usr/bin/env node
// Sends the requests of requests.tsv to an emulator and compares its responses with AWS's. Node.js 18 or newer; nothing to install.
//
//   node ask.mjs --name NAME --version VERSION [--rest URL] [--http URL] [--url URL] [--s3 URL] [--record]
//
// Each URL is a front's address, with the stage where the emulator has it in the path: a REST API, an HTTP API, a Function URL and S3
// (with a bucket named "bucket"), deployed as template.yaml, corsac.yaml or serverless-*.yml of this folder have them. Fronts without
// an address are not asked. --record writes what came, with today's date, into results.tsv.
//
// Ends with 0 if no page is misled, 1 if one is, 2 for wrong usage, 3 if a front does not respond.
import { readFileSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { fileURLToPath } from 'node:url'

const FRONTS = ['rest', 'http', 'url', 's3']
const file = name => fileURLToPath(new URL(name, import.meta.url))
const lines = name => readFileSync(file(name), 'utf8').split('\n').filter(line => line !== '' && !line.startsWith('#'))

function usage(problem) {
  console.error(`ask.mjs: ${problem}. Usage: node ask.mjs --name NAME --version VERSION [--rest URL] [--http URL] [--url URL] [--s3 URL] [--record]`)
  process.exit(2)
}

function options(args) {
  const given = { record: false }
  for (let at = 0; at < args.length; at++) {
    const name = args[at].replace(/^--/, '')
    if (name === 'record') given.record = true
    else if (!['name', 'version', ...FRONTS].includes(name) || !args[at].startsWith('--')) usage(`${args[at]} is not an option`)
    else if (args[at + 1] === undefined) usage(`${args[at]} has no value`)
    else given[name] = args[++at]
  }
  if (!given.name || !given.version) usage('--name and --version are missing')
  if (!FRONTS.some(front => given[front])) usage('no front has an address')
  for (const front of FRONTS.filter(each => given[each])) {
    if (!URL.canParse(given[front])) usage(`--${front} ${given[front]} is not a URL`)
  }
  return given
}

const requests = () =>
  lines('requests.tsv').map(line => {
    const [id, front, title, method, path, headers, status, origin, credentials] = line.split('\t')
    return {
      id, front, title, method, path,
      headers: Object.fromEntries(headers.split(' ').filter(Boolean).map(header => [header.slice(0, header.indexOf('=')), header.slice(header.indexOf('=') + 1)])),
      aws: { status: Number(status), origin, credentials },
    }
  })

const value = (response, name) => {
  const found = response.rawHeaders.filter((_, index) => index % 2 === 1 && response.rawHeaders[index - 1].toLowerCase() === name)
  return found.length === 0 ? '-' : found.join(', ')
}

function send(address, { method, path, headers }) {
  const url = new URL(address.replace(/\/$/, '') + path)
  // Names below .localhost are this machine's, also where the system's resolver does not know them.
  const local = url.hostname.endsWith('.localhost')
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === 'https:' ? https : http
    const call = request(
      { host: local ? '127.0.0.1' : url.hostname, port: url.port, method, path: url.pathname, headers: { host: url.host, ...headers }, agent: false, timeout: 60_000 },
      response => {
        response.resume()
        response.once('end', () =>
          resolve({
            status: response.statusCode,
            origin: value(response, 'access-control-allow-origin'),
            credentials: value(response, 'access-control-allow-credentials'),
          }))
      })
    call.once('timeout', () => call.destroy(new Error('no response within a minute')))
    call.once('error', reject)
    call.end()
  })
}

/** What a browser lets the page's script have, or the preflight grant: nothing, a call without credentials, or one with them too. */
export function readable({ status, origin, credentials }, { method, headers }) {
  const good = method !== 'OPTIONS' || (status >= 200 && status <= 299)
  if (headers.origin === undefined || !good || (origin !== '*' && origin !== headers.origin)) return 'no'
  return origin !== '*' && credentials === 'true' ? 'with credentials' : 'without credentials'
}

/** Compares what a page would have from the emulator and from AWS. */
export function misled(there, aws) {
  if (there === aws) return '-'
  const order = ['no', 'without credentials', 'with credentials']
  return order.indexOf(there) > order.indexOf(aws) ? 'works there, blocked on AWS' : 'blocked there, works on AWS'
}

async function main() {
  const given = options(process.argv.slice(2))
  const date = new Date().toISOString().slice(0, 10)
  const rows = []
  for (const request of requests().filter(each => given[each.front])) {
    let response
    try {
      response = await send(given[request.front], request)
    } catch (error) {
      console.error(`ask.mjs: ${given[request.front]} does not respond to ${request.method} ${request.path}: ${error.message}`)
      process.exit(3)
    }
    const page = misled(readable(response, request), readable(request.aws, request))
    rows.push([given.name, given.version, date, request.id, response.status, response.origin, response.credentials, readable(response, request), page])
    const same = response.status === request.aws.status ? 'as AWS' : `AWS: status ${request.aws.status}`
    console.log(`${request.id.padEnd(26)} ${response.status} ${response.origin === '-' ? 'no CORS header' : response.origin}: ${page === '-' ? same : page.toUpperCase()}`)
  }
  const wrong = rows.filter(row => row.at(-1) !== '-').length
  console.log(`${given.name} ${given.version}: ${rows.length} requests, ${wrong} by which a page is misled`)
  if (given.record) {
    const all = readFileSync(file('results.tsv'), 'utf8').split('\n').filter(line => line !== '')
    const asked = new Set(rows.map(row => row[3]))
    const kept = all.filter(line => line.startsWith('#') || line.split('\t')[0] !== given.name || !asked.has(line.split('\t')[3]))
    writeFileSync(file('results.tsv'), [...kept, ...rows.map(row => row.join('\t'))].join('\n') + '\n')
  }
  process.exitCode = wrong === 0 ? 0 : 1
}

await main()
