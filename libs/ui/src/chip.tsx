import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { TONE_CLASS, type Tone } from './tones.ts';

export type ChipProps = { tone?: Tone; icon?: ReactNode; title?: string | undefined; className?: string; children: ReactNode };

/** A short word about a thing's state. */
export function Chip({ tone = 'neutral', icon, title, className, children }: ChipProps) {
  return (
    <span title={title} className={cx('inline-flex h-6 max-w-full items-center gap-1 rounded-sm px-1.5 text-meta font-medium whitespace-nowrap', TONE_CLASS[tone], className)}>
      {icon}<span className="truncate">{children}</span>
    </span>
  );
}
