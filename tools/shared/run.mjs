import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const running = new Set();
let isStopping = false;

/** Whether somebody asked this program to end. */
export function stopRequested() {
  return isStopping;
}

/**
 * Starts a program in a process group of its own, so that Ctrl-C in the terminal reaches only us and each
 * child hears it exactly once. `tee` receives what the program writes to its error stream.
 */
export function start(command, args, { cwd, env = process.env, tee, ipc = false } = {}) {
  const child = spawn(command, args, {
    cwd, env, detached: process.platform !== 'win32',
    stdio: ['ignore', 'inherit', tee ? 'pipe' : 'inherit', ...(ipc ? ['ipc'] : [])],
  });
  if (tee) {
    child.stderr.on('data', (chunk) => {
      process.stderr.write(chunk);
      tee(String(chunk));
    });
  }
  running.add(child);
  child.ended = new Promise((resolve, reject) => {
    child.once('error', (error) => { running.delete(child); reject(error); });
    child.once('exit', (code, signal) => { running.delete(child); resolve({ code, signal }); });
  });
  return child;
}

/** Runs a program to its end; its exit code and signal. */
export function run(command, args, options) {
  return start(command, args, options).ended;
}

/** Sends a signal to a child and everything it started. */
function signalGroup(child, signal) {
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It ended in the meantime.
  }
}

/**
 * From now on Ctrl-C, SIGTERM, a closed terminal and the death of the npm that started us end all children.
 * A second Ctrl-C does not wait any longer. `onStop` runs once, before the children hear of it.
 */
export function stopChildrenWithUs(onStop = () => {}) {
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    onStop();
    for (const child of running) signalGroup(child, 'SIGTERM');
  };
  let interrupts = 0;
  process.on('SIGINT', () => {
    interrupts += 1;
    stop();
    if (interrupts >= 3) for (const child of running) signalGroup(child, 'SIGKILL');
  });
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
  if (process.env.npm_lifecycle_event) {
    // npm, or the shell between npm and us, may be killed without passing it on.
    const before = ancestors();
    setInterval(() => { if (ancestors() !== before) stop(); }, 500).unref();
  }
}

/** Our parent and, where the system tells, its parent: a shell and npm. Changes when either dies. */
function ancestors() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'latin1');
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`;
  } catch {
    return `${process.ppid}`;
  }
}
