import { fileURLToPath } from 'node:url';
import { checkBoundaries, loadBoundaryConfig } from './lint/boundaries.ts';
import { checkSources } from './lint/check-sources.ts';
import { toLine } from './lint/finding.ts';
import { runOxlint } from './lint/run-oxlint.ts';

// `npm run lint`: boundaries, source rules and oxlint over the whole tree; exit 1 when anything is found.
const repository = fileURLToPath(new URL('../', import.meta.url));
const [boundaries, style] = await Promise.all([checkBoundaries(repository, loadBoundaryConfig(repository)), runOxlint(repository, repository)]);
const sources = checkSources(repository);
const findings = [...boundaries.findings, ...sources.findings, ...style.findings];
for (const finding of findings) console.error(toLine(finding));
console.log(`boundaries: ${boundaries.cruised} of ${boundaries.existing} files · source rules: ${sources.files} files · oxlint: ${style.files} files · ${findings.length} findings`);
process.exitCode = findings.length > 0 ? 1 : 0;
