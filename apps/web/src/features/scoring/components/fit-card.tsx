import type { Scoring } from '@kelvin/contracts';
import { Card, Notice } from '@kelvin/ui';
import { Ruler } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';
import { useFit } from '../use-fit.ts';

/** What fitting the rules does, in words, and the button that does it. */
export function FitCard({ rules, hasEvents }: { rules: Scoring; hasEvents: boolean }) {
  const { t } = useTranslation('scoringRules');
  const fit = useFit();
  return (
    <Card title={t('fit.title')}>
      <div className="flex flex-col gap-3 text-control text-ink-2">
        <p>{t('fit.what')}</p>
        <ul className="flex list-disc flex-col gap-1.5 pl-5"><li>{t('fit.drop')}</li><li>{t('fit.rhythm')}</li><li>{t('fit.minus')}</li></ul>
        <p className="font-medium text-ink">{t('fit.effect')}</p>
        {fit.isRunning ? <Notice tone="accent">{t('fit.running')}</Notice> : hasEvents ? (
          <div>
            <PermittedButton permission="scoring.manage" variant={rules.isFitProposed ? 'primary' : 'secondary'} icon={<Ruler aria-hidden size={14} />} isBusy={fit.isStarting} onClick={fit.start}>
              {t(rules.origin === 'fitted' ? 'fit.again' : 'fit.button')}
            </PermittedButton>
          </div>
        ) : <p className="text-ink-3">{t('fit.needsEvents')}</p>}
      </div>
    </Card>
  );
}
