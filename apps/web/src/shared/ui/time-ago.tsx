import { useFormat, useNow } from '../format/use-format.tsx';

/** How long ago something was, with the full date on hover. */
export function TimeAgo({ iso, className }: { iso: string; className?: string }) {
  const format = useFormat();
  const now = useNow();
  return <time dateTime={iso} title={format.dateTime(iso)} className={className}>{format.ago(iso, now)}</time>;
}
