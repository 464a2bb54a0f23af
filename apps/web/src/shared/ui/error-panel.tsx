import { Button } from '@kelvin/ui';
import { CircleAlert, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import { refusalText } from '../refusals/refusal-text.ts';
import { CopyButton } from './copy-button.tsx';

const KEY_BY_STATUS: Record<number, string> = { 0: 'unreachable', 403: 'forbidden', 404: 'notFound', 429: 'tooMany' };

/** What failed in the reader's words: of what the server refused, by its code. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof ApiError)) return t('errors.unexpected');
    const key = KEY_BY_STATUS[error.status];
    if (key) return t(`errors.${key}`);
    return error.status >= 500 || !error.message ? t('errors.unexpected') : refusalText(error, t);
  };
}

export type ErrorPanelProps = { error: unknown; onRetry?: () => void; title?: string; className?: string };

/** A part of the page that could not be loaded. The rest of the page stays. */
export function ErrorPanel({ error, onRetry, title, className }: ErrorPanelProps) {
  const { t } = useTranslation();
  const text = useErrorText();
  const requestId = error instanceof ApiError ? error.requestId : null;
  return (
    <div role="alert" className={className ?? 'flex flex-1 flex-col items-start gap-2 p-4'}>
      <p className="flex items-center gap-2 text-body font-semibold text-err"><CircleAlert aria-hidden size={16} />{title ?? t('errors.title')}</p>
      <p className="text-control text-ink-2">{text(error)} {t('errors.safe')}</p>
      <div className="flex flex-wrap items-center gap-2">
        {onRetry ? <Button size="sm" icon={<RotateCw aria-hidden size={14} />} onClick={onRetry}>{t('actions.retry')}</Button> : null}
        {requestId ? <span className="inline-flex items-center gap-1 text-meta text-ink-3">{t('errors.requestId', { id: requestId })}<CopyButton text={requestId} /></span> : null}
      </div>
    </div>
  );
}
