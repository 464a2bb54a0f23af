import { cx } from './cx.ts';

const PRIMITIVE: Record<string, string> = { string: 'text-ok', number: 'text-accent', boolean: 'text-warm-ink' };
/** Deeper than this, or longer, the rest is left to the copy button of the page. */
const MAX_DEPTH = 12;
const MAX_ENTRIES = 200;

/** JSON as a tree whose branches fold. Everything is text: nothing in a payload is ever run or drawn. */
export function JsonTree({ value, openDepth = 2 }: { value: unknown; openDepth?: number }) {
  return <div className="min-w-0 overflow-x-auto font-mono text-meta leading-5"><Branch name={null} value={value} depth={0} openDepth={openDepth} /></div>;
}

function Branch({ name, value, depth, openDepth }: { name: string | null; value: unknown; depth: number; openDepth: number }) {
  if (value === null || typeof value !== 'object' || depth >= MAX_DEPTH) return <Leaf name={name} value={value} />;
  const isList = Array.isArray(value);
  const entries = Object.entries(value).slice(0, MAX_ENTRIES);
  if (entries.length === 0) return <div><Name name={name} />{isList ? '[]' : '{}'}</div>;
  return (
    <details open={depth < openDepth}>
      <summary className="min-h-6 cursor-pointer rounded-sm hover:bg-surface-2"><Name name={name} /><span className="text-ink-3">{isList ? `[${entries.length}]` : `{${entries.length}}`}</span></summary>
      <div className="ml-1.5 border-l border-line pl-3">
        {entries.map(([key, child]) => <Branch key={key} name={key} value={child} depth={depth + 1} openDepth={openDepth} />)}
      </div>
    </details>
  );
}

function Leaf({ name, value }: { name: string | null; value: unknown }) {
  const text = typeof value === 'string' ? `"${value}"` : typeof value === 'object' && value !== null ? '…' : String(value);
  return <div className="break-words whitespace-pre-wrap"><Name name={name} /><span className={cx(PRIMITIVE[typeof value] ?? 'text-ink-3')}>{text}</span></div>;
}

function Name({ name }: { name: string | null }) {
  return name === null ? null : <span className="text-ink-2">{name}: </span>;
}
