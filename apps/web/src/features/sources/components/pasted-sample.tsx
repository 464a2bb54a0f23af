import { Button, Field, Textarea } from '@kelvin/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A body out of the sender's documentation, to be tried before anything has arrived. */
export function PastedSample({ isUsed, onUse }: { isUsed: boolean; onUse: (sample: string | null) => void }) {
  const { t } = useTranslation('sources');
  const [text, setText] = useState('');
  return (
    <details className="rounded-md border border-line px-3 py-2">
      <summary className="min-h-6 cursor-pointer text-control font-medium text-ink">{t('mapping.paste')}</summary>
      <div className="mt-2 flex flex-col gap-2">
        <Field label={t('mapping.pasteLabel')} hint={t('mapping.pasteHint')}><Textarea rows={5} value={text} spellCheck={false} className="font-mono text-meta" onChange={(event) => setText(event.target.value)} /></Field>
        <div className="flex flex-wrap gap-2">
          <Button size="sm" disabled={text.trim() === ''} onClick={() => onUse(text)}>{t('mapping.tryIt')}</Button>
          {isUsed ? <Button size="sm" variant="ghost" onClick={() => onUse(null)}>{t('mapping.toDeliveries')}</Button> : null}
        </div>
      </div>
    </details>
  );
}
