// The command "corsac explain" in Node.js: what the Java command does, with the explainer that TeaVM compiled.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const folder = path.join(__dirname, 'explain');

/**
 * Runs the command.
 *
 * @param {string[]} args what follows "explain"
 * @returns {number|undefined} its exit code; undefined for what only the Java command does
 */
exports.main = function main(args) {
  // It writes files or sends requests: the Java command does.
  if (args.some((each) => /^--(html|send|unsafe|header|data)(=|$)/.test(each) || each.startsWith('@'))) {
    return undefined;
  }
  const explainer = require(path.join(folder, 'command.js'));
  const plan = explainer.corsacPlan(args);
  if (plan.help) {
    write(1, fs.readFileSync(path.join(folder, 'usage.txt'), 'utf8'));
    return 0;
  }
  if (plan.version) {
    return undefined;
  }
  if (plan.problem) {
    write(2, `${plan.problem}\n${fs.readFileSync(path.join(folder, 'usage.txt'), 'utf8')}`);
    return 2;
  }
  const texts = [];
  for (const name of plan.inputs) {
    try {
      texts.push(decode(name === '-' ? standardInput() : fs.readFileSync(name)));
    } catch (error) {
      write(2, `corsac: ${error.code === 'ENOENT' ? `${name}: there is no such file`
        : error.code === 'EISDIR' ? 'reading or writing failed: Is a directory'
          : error.code === 'EACCES' ? `reading or writing failed: ${name}` : `reading or writing failed: ${error.message}`}\n`);
      return 3;
    }
  }
  const colour = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  const files = names('.');
  const template = files.find((each) => /^template\.(ya?ml|json)$/.test(each));
  const project = [files, template ? text(template) : ''];
  let result = explainer.corsacRun(args, texts, colour, ...project);
  if (!result) {
    // The diagnosis depends on which hosts are of one site.
    globalThis.corsacSites = require(path.join(folder, 'sites.js')).corsacSites;
    result = explainer.corsacRun(args, texts, colour, ...project);
  }
  // In the order of the Java command.
  write(1, result.out);
  write(2, result.err);
  return result.exit;
};

/** The names of a folder's files; none if it cannot be read. */
function names(directory) {
  try {
    return fs.readdirSync(directory);
  } catch {
    return [];
  }
}

function text(name) {
  try {
    return fs.readFileSync(name, 'utf8');
  } catch {
    return '';
  }
}

function standardInput() {
  if (process.stdin.isTTY) {
    write(2, 'Paste the red lines from the browser\'s console, what curl -i printed, or a HAR file.'
      + ' End with Ctrl-D (on Windows: Ctrl-Z and Enter) on a line of its own.\n');
  }
  const parts = [];
  const part = Buffer.alloc(1 << 16);
  for (;;) {
    let read;
    try {
      read = fs.readSync(0, part);
    } catch (error) {
      if (error.code === 'EOF') {
        break;
      }
      if (error.code === 'EAGAIN') {
        // A pipe that another program made non-blocking, and nothing in it yet.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        continue;
      }
      throw error;
    }
    if (read === 0) {
      break;
    }
    parts.push(Buffer.from(part.subarray(0, read)));
  }
  return Buffer.concat(parts);
}

/** UTF-8, but for what PowerShell's redirections write. */
function decode(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return new TextDecoder('utf-16le').decode(bytes);
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return new TextDecoder('utf-16le').decode(Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16());
  }
  return bytes.toString('utf8');
}

/** All of it, before the process ends, whatever the stream is. */
function write(stream, text) {
  let rest = Buffer.from(text, 'utf8');
  while (rest.length > 0) {
    try {
      rest = rest.subarray(fs.writeSync(stream, rest));
    } catch (error) {
      if (error.code === 'EPIPE') {
        return;
      }
      if (error.code !== 'EAGAIN') {
        throw error;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
