import { readFileSync } from 'node:fs';

/** The named steps of a SQL file beside this one, each from its line `-- step: name` to the next. */
export function readSteps(file: string): Map<string, string> {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return new Map(text.split(/^-- step: /m).slice(1).map((part) => {
    const end = part.indexOf('\n');
    return [part.slice(0, end), part.slice(end)];
  }));
}

/** The statements of a step that holds no semicolon inside one; some of them must not stand in a transaction together. */
export function statementsOf(step: string): string[] {
  return step.split(';').filter((statement) => statement.trim() !== '');
}
