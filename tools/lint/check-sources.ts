import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Finding } from './finding.ts';
import { listSourceFiles, PRODUCT_FOLDERS, TOOL_FOLDERS } from './source-files.ts';
import { SOURCE_RULES } from './source-rules.ts';

/** Tries every source rule on every file that it covers. */
export function checkSources(root: string): { findings: Finding[]; files: number } {
  const files = listSourceFiles(root, [...PRODUCT_FOLDERS, ...TOOL_FOLDERS]);
  return { findings: files.flatMap((file) => checkSource(file, readFileSync(join(root, file), 'utf8'))), files: files.length };
}

/** The findings in one file's text; `path` decides which rules cover it. */
export function checkSource(path: string, text: string): Finding[] {
  const rules = SOURCE_RULES.filter((rule) => rule.covers(path));
  if (rules.length === 0) return [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const findings: Finding[] = [];
  const visit = (node: ts.Node): void => {
    for (const { name, advice, isBroken } of rules) {
      if (isBroken(node)) findings.push({ file: path, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, rule: name, advice });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return findings;
}
