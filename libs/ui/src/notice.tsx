import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { TONE_CLASS, type Tone } from './tones.ts';

/** A sentence across the page about its state: stale scores, a fixed date, no connection. */
export function Notice({ tone = 'neutral', icon, actions, children }: { tone?: Tone; icon?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <div role="status" className={cx('flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md px-3 py-2 text-control', TONE_CLASS[tone])}>
      {icon}<div className="min-w-0 grow basis-48">{children}</div>{actions}
    </div>
  );
}

/** What stands where there is nothing: a sign, one sentence, and the way on. */
export function EmptyState({ icon, title, children, actions }: { icon?: ReactNode; title: ReactNode; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-2 px-4 py-10 text-center">
      {icon ? <span className="text-ink-3">{icon}</span> : null}
      <p className="text-body font-semibold text-ink">{title}</p>
      {children ? <div className="max-w-md text-control text-ink-2">{children}</div> : null}
      {actions ? <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}
