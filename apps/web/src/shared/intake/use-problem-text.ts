import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** A reason code in the reader's words; a code without words of ours shows the server's sentence, or itself. */
export function useProblemText(): (code: string, message?: string) => string {
  const { t } = useTranslation('intake');
  return useCallback((code, message) => t(`problems.${code}`, { defaultValue: message || code }), [t]);
}
