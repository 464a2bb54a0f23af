import type { LiveEvent } from '@kelvin/contracts';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../shared/intake/use-problem-text.ts';

/** What to call an event: its name, of pages with the one that was looked at; or for what was refused before it had a name, the reason. */
export function useEventTitle(): (event: Pick<LiveEvent, 'name' | 'title' | 'reason'>) => string {
  const { t } = useTranslation('liveEvents');
  const problemText = useProblemText();
  return ({ name, title, reason }) => (name && title ? `${name}: ${title}` : name) || (reason ? problemText(reason) : t('nameless'));
}
