import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SOURCE = fileURLToPath(new URL('../../', import.meta.url));
const workers = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.worker.ts'));

describe('files of threads', () => {
  const buildSettings = readFileSync(join(SOURCE, '..', 'vite.config.ts'), 'utf8');

  it('were found', () => expect(workers.length).toBeGreaterThan(0));

  // The built server starts them by name, and a bundle has only what is listed.
  it.each(workers)('%s is an entry of the build', (file) => {
    expect(buildSettings).toContain(`'${basename(file, '.ts')}': \`\${repository}apps/api/src/${file}\``);
  });

  it.each(workers)('%s is started under its own name by a file beside it', (file) => {
    const beside = readdirSync(join(SOURCE, dirname(file))).filter((each) => each.endsWith('.ts') && !each.endsWith('.test.ts'));
    expect(beside.some((each) => readFileSync(join(SOURCE, dirname(file), each), 'utf8').includes(`threadFile('${basename(file, '.ts')}', import.meta.url)`))).toBe(true);
  });
});
