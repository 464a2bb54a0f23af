import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.tsx';

/** A number of bytes in kilobytes or megabytes. */
export function useSizeText(): (bytes: number) => string {
  const { t } = useTranslation('imports');
  const format = useFormat();
  return useCallback((bytes) => (bytes >= 1_000_000 ? t('upload.bytes.mb', { n: format.decimal(bytes / 1_000_000) }) : t('upload.bytes.kb', { n: format.decimal(bytes / 1_000) })), [t, format]);
}
