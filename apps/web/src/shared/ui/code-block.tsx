import { CopyButton } from './copy-button.tsx';

/** Code to take away: as it is, with a button that copies it. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <div className="relative min-w-0 rounded-md border border-line bg-surface-2">
      <pre role="group" tabIndex={0} aria-label={label} className="max-h-80 overflow-auto py-2.5 pr-10 pl-3 font-mono text-meta leading-5 text-ink"><code>{code}</code></pre>
      <div className="absolute top-1 right-1"><CopyButton text={code} /></div>
    </div>
  );
}
