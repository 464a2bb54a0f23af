import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { createFormatter, type Formatter } from './formatter.ts';

type Place = { currency: string; timeZone: string; /** Fixed date of the workspace, or null for now. */ asOf: string | null };
const HOME: Place = { currency: 'USD', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, asOf: null };
const Context = createContext<Place>(HOME);

export function FormatProvider({ place, children }: { place: Place; children: ReactNode }) {
  return <Context value={place}>{children}</Context>;
}

/** Figures and dates in the reader's language and the workspace's currency and zone. */
export function useFormat(): Formatter {
  const { i18n } = useTranslation();
  const { currency, timeZone } = use(Context);
  const locale = i18n.language;
  return useMemo(() => createFormatter({ locale, currency, timeZone }), [locale, currency, timeZone]);
}

/**
 * The instant that "ago" is counted from, in ms: the workspace's fixed date when it has one, else now, moving
 * on every half minute.
 */
export function useNow(): number {
  const { asOf } = use(Context);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 30_000);
    return () => window.clearInterval(timer);
  }, []);
  return asOf ? Date.parse(asOf) : now;
}
