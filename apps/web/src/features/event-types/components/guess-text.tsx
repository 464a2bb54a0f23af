import type { EventType } from '@kelvin/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';

/** How sure a guess is, in words: from .85 nobody has been seen to correct it; below .6 it is worth a look. */
function surenessOf(confidence: number): 'sure' | 'likely' | 'unsure' {
  return confidence >= 0.85 ? 'sure' : confidence >= 0.6 ? 'likely' : 'unsure';
}

export function GuessText({ type }: { type: EventType }) {
  const { t } = useTranslation('eventTypes');
  const { t: ts } = useTranslation('scoring');
  const format = useFormat();
  if (type.guessedMeaning === null) return <span className="text-ink-3">{t('guess.none')}</span>;
  return (
    <span className="flex flex-col">
      <span className="text-ink">{ts(`meanings.${type.guessedMeaning}`, { defaultValue: type.guessedMeaning })}</span>
      <span className="text-meta text-ink-3">{t(`guess.${surenessOf(type.guessConfidence)}`, { share: format.percent(type.guessConfidence) })}</span>
    </span>
  );
}
