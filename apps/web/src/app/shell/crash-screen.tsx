import { Button, EmptyState } from '@kelvin/ui';
import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../shared/ui/error-panel.tsx';

/** What stands in place of a page that threw. */
export function CrashScreen({ error, reset }: { error: unknown; reset?: () => void }) {
  const { t } = useTranslation('shell');
  const { t: tc } = useTranslation();
  const text = useErrorText();
  return (
    <div role="alert" className="flex min-h-[60dvh] flex-col">
      <EmptyState icon={<CircleAlert aria-hidden size={28} />} title={tc('errors.page')} actions={
        <>
          {reset ? <Button variant="primary" onClick={reset}>{tc('actions.retry')}</Button> : null}
          <Button onClick={() => window.location.reload()}>{t('crash.reload')}</Button>
        </>
      }>{text(error)}</EmptyState>
    </div>
  );
}
