/** One broken rule: where, which rule, and what to do instead. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly advice: string;
}

/** As editors and terminals make it clickable. */
export function toLine({ file, line, rule, advice }: Finding): string {
  return `${file}:${line}  ${rule}: ${advice}`;
}
