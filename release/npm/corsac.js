#!/usr/bin/env node
// The command corsac of the npm package: runs what needs no Java in Node.js, and everything else with the Java of this machine.
'use strict';

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const home = path.join(__dirname, '..', 'corsac');
const args = process.argv.slice(2);

// explain.js is the explainer as JavaScript: main(args) returns its exit code, or undefined for what only the Java command does.
const explainer = path.join(__dirname, '..', 'explain.js');
if (args[0] === 'explain' && fs.existsSync(explainer)) {
  try {
    const code = require(explainer).main(args.slice(1));
    if (code === undefined) {
      runJava();
    } else {
      process.exitCode = code;
    }
  } catch (error) {
    console.error(`corsac: this is a mistake in Corsac; please report it with these lines:\n${error.stack}`);
    process.exitCode = 3;
  }
} else {
  runJava();
}

function runJava() {
  if (process.platform === 'win32') {
    runOnWindows();
  } else {
    // The launcher finds Java and keeps the archives of classes. A package manager may have dropped its mode.
    run('/bin/sh', [path.join(home, 'bin', 'corsac'), ...args]);
  }
}

function runOnWindows() {
  const java = [process.env.JAVA_HOME && path.join(process.env.JAVA_HOME, 'bin', 'java.exe'), ...onPath('java.exe')]
    .find((candidate) => candidate && fs.existsSync(candidate));
  if (!java) {
    console.error('corsac: Corsac needs Java 17 or newer, and there is none in JAVA_HOME or on the path.\n'
      + 'Install one (https://adoptium.net, or winget install EclipseAdoptium.Temurin.21.JDK), or set JAVA_HOME to its folder.');
    process.exitCode = 3;
    return;
  }
  const lib = path.join(home, 'lib');
  run(java, ['-XX:+UseSerialGC', '-Xms44m', '-Xmn32m', '-XX:SurvivorRatio=6',
    '-XX:Tier4InvocationThreshold=50000', '-XX:Tier4MinInvocationThreshold=6000', '-XX:Tier4CompileThreshold=150000',
    '-XX:Tier4BackEdgeThreshold=400000', `-Dcorsac.terminal=${Boolean(process.stdout.isTTY)}`, '-p', lib, '-m', 'dev.corsac.cli/dev.corsac.cli.Main', ...args]);
}

function onPath(name) {
  return (process.env.PATH || '').split(path.delimiter).filter(Boolean).map((folder) => path.join(folder, name));
}

/** Runs a program in this one's place: its streams, its signals, its exit code. */
function run(program, words) {
  const child = spawn(program, words, { stdio: 'inherit' });
  // Ctrl-C reaches the child by itself; this process waits for what the child makes of it.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    console.error(`corsac: ${program} cannot be started: ${error.message}`);
    process.exitCode = 3;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? 128 + os.constants.signals[signal] : code;
  });
}
