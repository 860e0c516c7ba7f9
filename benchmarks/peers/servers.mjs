// Starts the servers that are compared, each a process group of its own, and ends them with this program.
import { spawn } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import net from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

const running = new Set()

/** Starts a command; what it writes goes into the file `name.log` of this folder. */
export function start(name, command, options = {}) {
  const log = openSync(`${name}.log`, 'w')
  const server = spawn(command[0], command.slice(1), { detached: true, stdio: ['pipe', log, log], ...options })
  server.name = name
  running.add(server)
  server.once('exit', () => running.delete(server))
  server.once('error', error => {
    console.error(`${name}: ${error.message}`)
    process.exit(1)
  })
  return server
}

/** Ends it and waits until it has: by Ctrl-C's signal first, as its user would. */
export async function stop(server) {
  for (const signal of ['SIGINT', 'SIGKILL']) {
    if (!running.has(server)) {
      return
    }
    const gone = new Promise(resolve => server.once('exit', resolve))
    kill(server, signal)
    await Promise.race([gone, pause(5000, undefined, { ref: false })])
  }
}

function kill(server, signal) {
  try {
    process.kill(-server.pid, signal)
  } catch {
    // It has ended by itself.
  }
}

/** Waits until something listens there; an error with the end of the log if the server ends or takes over a minute. */
export async function listening(server, port) {
  const start = performance.now()
  while (!(await accepts(port))) {
    if (!running.has(server) || performance.now() - start > 60_000) {
      const log = readFileSync(`${server.name}.log`, 'utf8').trimEnd().split('\n').slice(-15).join('\n')
      throw new Error(`${server.name} does not listen on port ${port}; the end of its log:\n${log}`)
    }
    await pause(5)
  }
}

function accepts(port) {
  return new Promise(resolve => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

export function stopAll() {
  return Promise.all([...running].map(stop))
}

process.once('exit', () => running.forEach(server => kill(server, 'SIGKILL')))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => process.exit(1))
}
