// Sends the same requests to serverless-offline, to s3rver and to Corsac's fronts, and prints their answers beside what is
// known of AWS's as Markdown. Ends with 1 if Corsac's differ from AWS's. See ./run.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { listening, start, stopAll } from './servers.mjs'

const PAGE = 'https://shop.example.com'
const STRANGER = 'https://stranger.example'
const preflight = (origin, method, headers) => ({
  origin,
  'access-control-request-method': method,
  ...(headers && { 'access-control-request-headers': headers }),
})

// What AWS answers: a status, and the values of Allow-Origin, Allow-Credentials and, where it is named, Allow-Methods.
const nothing = status => ({ status })
const CASES = [
  { title: 'REST API: the function sends no CORS header', front: 'rest', request: ['GET', '/plain', { origin: PAGE }], aws: nothing(200), known: 'documented' },
  { title: 'the same, PUT', front: 'rest', request: ['PUT', '/plain', { origin: PAGE }], aws: nothing(200), known: 'documented' },
  { title: 'preflight of a resource without OPTIONS', front: 'rest', request: ['OPTIONS', '/plain', preflight(PAGE, 'PUT', 'x-a')], aws: nothing(403), known: 'documented' },
  { title: 'a path that is not there', front: 'rest', request: ['GET', '/nowhere', { origin: PAGE }], aws: nothing(403), known: 'documented' },
  { title: 'the function throws', front: 'rest', request: ['GET', '/crash', { origin: PAGE }], aws: nothing(502), known: 'documented' },
  { title: '`cookies` in a REST API’s answer', front: 'rest', request: ['GET', '/cookies', { origin: PAGE }], aws: nothing(502), known: 'recorded' },
  { title: 'the authorizer throws `Unauthorized`', front: 'rest', request: ['GET', '/private', { origin: PAGE, authorization: 'x' }], aws: nothing(401), known: 'documented' },
  { title: 'no token for the authorizer', front: 'rest', request: ['GET', '/private', { origin: PAGE }], aws: nothing(401), known: 'documented' },
  { title: 'HTTP API: an origin that is listed', front: 'http', request: ['GET', '/plain', { origin: PAGE }], aws: { status: 200, origin: PAGE, credentials: 'true' }, known: 'documented' },
  { title: 'an origin that is not listed', front: 'http', request: ['GET', '/plain', { origin: STRANGER }], aws: nothing(200), known: 'documented' },
  { title: 'its preflight', front: 'http', request: ['OPTIONS', '/plain', preflight(STRANGER, 'PUT')], aws: nothing(204), known: 'status open' },
  { title: 'bucket: preflight that a rule allows', front: 's3', request: ['OPTIONS', '/bucket/a.txt', preflight(PAGE, 'PUT', 'x-a')], aws: { status: 200, origin: PAGE, credentials: 'true', methods: 'GET, PUT' }, known: 'recorded' },
  { title: 'GET of a file', front: 's3', request: ['GET', '/bucket/a.txt', { origin: PAGE }], aws: { status: 200, origin: PAGE, credentials: 'true', methods: 'GET, PUT' }, known: 'recorded' },
  { title: 'GET by an origin that no rule has', front: 's3', request: ['GET', '/bucket/a.txt', { origin: STRANGER }], aws: nothing(200), known: 'recorded' },
  { title: 'preflight that no rule allows', front: 's3', request: ['OPTIONS', '/bucket/a.txt', preflight(PAGE, 'DELETE')], aws: nothing(403), known: 'recorded' },
  { title: 'OPTIONS without Origin', front: 's3', request: ['OPTIONS', '/bucket/a.txt', {}], aws: nothing(400), known: 'recorded' },
]

const PORTS = {
  rest: { peer: 8284, corsac: 8281, name: 'serverless-offline' },
  http: { peer: 8294, corsac: 8282, name: 'serverless-offline' },
  s3: { peer: 8289, corsac: 8283, name: 's3rver' },
}

function ask(port, [method, path, headers]) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, method, path, headers, agent: false }, response => {
      response.resume()
      response.once('end', () =>
        resolve({
          status: response.statusCode,
          origin: response.headers['access-control-allow-origin'],
          credentials: response.headers['access-control-allow-credentials'],
          methods: response.headers['access-control-allow-methods'],
        }))
    })
    request.once('error', reject)
    request.end()
  })
}

const text = ({ status, origin, credentials, methods }) =>
  [status, origin ? `\`${origin}\`` : 'no CORS header', credentials && 'credentials', methods && `methods \`${methods}\``].filter(Boolean).join(', ')

const normal = methods => methods?.split(',').map(method => method.trim()).sort().join()

const agrees = (answer, { aws, front }) =>
  answer.status === aws.status && answer.origin === aws.origin && answer.credentials === aws.credentials &&
  (front !== 's3' || normal(answer.methods) === normal(aws.methods))

/** What the page's script, or the browser that asks for it, may go on with: without credentials, and with them. */
function granted(answer, [method, , headers]) {
  const good = method !== 'OPTIONS' || (answer.status >= 200 && answer.status <= 299)
  const any = good && (answer.origin === '*' || (answer.origin !== undefined && answer.origin === headers.origin))
  return { any, withCredentials: any && answer.origin !== '*' && answer.credentials === 'true' }
}

function misled(peer, { aws, request }) {
  const there = granted(peer, request)
  const here = granted(aws, request)
  if (there.any !== here.any) {
    return there.any ? '**yes: readable here, blocked on AWS**' : '**yes: blocked here, readable on AWS**'
  }
  if (there.withCredentials !== here.withCredentials) {
    return there.withCredentials ? '**yes: readable with cookies here, blocked on AWS**' : '**yes: blocked with cookies here, readable on AWS**'
  }
  return peer.status === aws.status ? 'no' : `no; the status is another one`
}

const node = ['node_modules/.bin/serverless', 'offline', '--config']
const env = { ...process.env, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' }
rmSync('s3', { recursive: true, force: true })
mkdirSync('s3/bucket', { recursive: true })
// As s3rver keeps an object: who wants to put one there must sign.
writeFileSync('s3/bucket/a.txt._S3rver_object', 'hello\n')
writeFileSync('s3/bucket/a.txt._S3rver_object.md5', 'b1946ac92492d2347c6235b4d2611184')
writeFileSync('s3/bucket/a.txt._S3rver_metadata.json', '{"content-type": "text/plain"}')
const servers = [
  [start('fronts', [process.env.JAVA, '-cp', process.env.CLASSES, 'dev.corsac.benchmarks.local.Fronts', '8281', '8282', '8283']), 8283],
  [start('rest', [...node, 'rest-serverless.yml'], { env }), 8284],
  [start('http', [...node, 'http-serverless.yml'], { env }), 8294],
  [start('s3rver', ['node_modules/.bin/s3rver', '-d', 's3', '-a', '127.0.0.1', '-p', '8289', '--configure-bucket', 'bucket', 'cors.xml']), 8289],
]
let wrong = 0
try {
  for (const [server, port] of servers) {
    await listening(server, port)
  }
  console.log('| request | serverless-offline 13.9.0, s3rver 3.7.1 | AWS | known | Corsac | is a page misled by the emulator? |\n|---|---|---|---|---|---|')
  for (const row of CASES) {
    const { peer, corsac } = PORTS[row.front]
    const theirs = await ask(peer, row.request)
    const ours = await ask(corsac, row.request)
    const same = agrees(ours, row)
    wrong += same ? 0 : 1
    console.log(`| ${[row.title, text(theirs), text(row.aws), row.known, same ? 'as AWS' : `**${text(ours)}**`, misled(theirs, row)].join(' | ')} |`)
  }
} finally {
  await stopAll()
}
if (wrong > 0) {
  console.error(`${wrong} of Corsac's answers are not AWS's`)
  process.exitCode = 1
}
