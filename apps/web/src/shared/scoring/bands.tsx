import { BandChip } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';

/** Temperatures as lists and filters show them. */
export const BAND_ORDER = ['hot', 'warm', 'cold', 'at_risk', 'not_scored'] as const;
export type Band = (typeof BAND_ORDER)[number];

export function isBand(value: unknown): value is Band {
  return typeof value === 'string' && (BAND_ORDER as readonly string[]).includes(value);
}

/** The temperature's word in the reader's language. */
export function useBandWord(): (band: Band) => string {
  const { t } = useTranslation('scoring');
  return (band) => t(`bands.${band}`);
}

/** The word for all customers of a temperature, as legends and views show it. */
export function useBandsWord(): (band: Band) => string {
  const { t } = useTranslation('scoring');
  return (band) => t(`bandsMany.${band}`);
}

/** A customer's temperature; a cold customer that nobody expects back is Gone. */
export function CustomerBand({ band, isGone = false }: { band: Band; isGone?: boolean }) {
  const { t } = useTranslation('scoring');
  const gone = isGone && band === 'cold';
  return <BandChip band={band} label={gone ? t('gone') : t(`bands.${band}`)} title={gone ? t('goneHint') : undefined} />;
}
