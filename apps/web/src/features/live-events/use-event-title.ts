import type { LiveEvent } from '@kelvin/contracts';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../shared/intake/use-problem-text.ts';

/** What to call an event: its name, or for what was refused before it had one, the reason. */
export function useEventTitle(): (event: Pick<LiveEvent, 'name' | 'reason'>) => string {
  const { t } = useTranslation('liveEvents');
  const problemText = useProblemText();
  return ({ name, reason }) => name || (reason ? problemText(reason) : t('nameless'));
}
