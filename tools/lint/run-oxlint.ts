import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Finding } from './finding.ts';
import { PRODUCT_FOLDERS, TOOL_FOLDERS } from './source-files.ts';

interface OxlintReport {
  readonly diagnostics: readonly {
    readonly message: string;
    readonly code: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line: number } }[];
  }[];
  readonly number_of_files: number;
}

/** Runs oxlint with the repository's configuration over a tree; it must have read at least one file. */
export async function runOxlint(repository: string, root: string): Promise<{ findings: Finding[]; files: number }> {
  const program = join(repository, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const args = [program, '--config', join(repository, '.oxlintrc.json'), '--format', 'json', ...PRODUCT_FOLDERS, ...TOOL_FOLDERS];
  const output = await new Promise<string>((done, fail) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (stdout.trim() === '') fail(error ?? new Error(stderr));
      else done(stdout);
    });
  });
  const report = JSON.parse(output) as OxlintReport;
  const findings = report.diagnostics.map(({ filename, labels, code, message }) => ({ file: filename, line: labels[0]?.span.line ?? 1, rule: code, advice: message }));
  return { findings, files: report.number_of_files };
}
