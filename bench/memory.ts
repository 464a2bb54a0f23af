import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';

const LOOK_EVERY_MS = 500;

/** Largest memory seen, in megabytes of 1,000,000 bytes. */
export interface PeakMemory {
  /** Resident memory of Kelvin's own process. */
  readonly kelvin: number;
  /** The same and every process of its database, shared pages counted once (proportional set size). */
  readonly withPostgres: number;
}

/** Watches Kelvin's process and the server `postmasterPid` with its children. Linux only, where `/proc` tells. */
export function watchMemory(kelvinPid: number, postmasterPid: number): { end(): PeakMemory } {
  const peak = { kelvin: 0, withPostgres: 0 };
  const look = async (): Promise<void> => {
    const kelvin = bytesOf(`/proc/${kelvinPid}/status`, /^VmRSS:\s+(\d+)/m);
    let postgres = 0;
    for (const pid of [postmasterPid, ...(await childrenOf(postmasterPid))]) postgres += bytesOf(`/proc/${pid}/smaps_rollup`, /^Pss:\s+(\d+)/m);
    peak.kelvin = Math.max(peak.kelvin, kelvin / 1e6);
    peak.withPostgres = Math.max(peak.withPostgres, (kelvin + postgres) / 1e6);
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return {
    end() {
      clearInterval(timer);
      return { ...peak };
    },
  };
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  return pids.filter((pid) => {
    const stat = textOf(`/proc/${pid}/stat`);
    // The program's name stands in brackets and may hold spaces.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
  });
}

/** Bytes of a line that counts kilobytes; 0 for a process that is gone or may not be read. */
function bytesOf(file: string, line: RegExp): number {
  return Number(line.exec(textOf(file))?.[1] ?? 0) * 1024;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
