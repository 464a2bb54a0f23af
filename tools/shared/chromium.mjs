import { accessSync, constants } from 'node:fs';

const MISSING = `No Chromium was found for the browser tests.
  Debian, Ubuntu:  apt-get install -y chromium   (as root)
  anywhere:        npx playwright install chromium
  or set CHROMIUM_PATH to the program of a Chromium you have.`;

/** The Chromium to test with: CHROMIUM_PATH, the system's, or Playwright's own. Throws with what to do when there is none. */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (isProgram(given)) return given;
    throw new Error(`CHROMIUM_PATH names ${given}, which is not a program.\n${MISSING}`);
  }
  const { chromium } = await import('@playwright/test');
  const found = ['/usr/bin/chromium', chromium.executablePath()].find(isProgram);
  if (!found) throw new Error(MISSING);
  return found;
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
