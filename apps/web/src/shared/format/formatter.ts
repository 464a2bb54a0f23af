import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, tellOutcomeName } from '@kelvin/kernel';

export type FormatterOptions = { locale: string; currency: string; timeZone: string };

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [['month', 30 * MS_PER_DAY], ['day', MS_PER_DAY], ['hour', MS_PER_HOUR], ['minute', MS_PER_MINUTE], ['second', 1000]];

/** A minus as wide as the plus that it stands below. */
const minus = (text: string): string => text.replace('-', '−');

/** Dates without the Russian "г." after the year: it wraps to a line of its own, and at the end of a sentence makes two full stops. */
function withoutYearWord(dates: Intl.DateTimeFormat): { format: (at: Date | number) => string; formatRange: (from: number, to: number) => string } {
  const bare = (text: string) => text.replace(/\sг\./g, '');
  return { format: (at) => bare(dates.format(at)), formatRange: (from, to) => bare(dates.formatRange(from, to)) };
}

/**
 * Numbers, money and dates as the reader writes them. Dates are in the workspace's zone, so that a day on
 * screen is the day the score was computed for. Every text on screen with a figure goes through here.
 */
export function createFormatter({ locale, currency, timeZone }: FormatterOptions) {
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const date = (options: Intl.DateTimeFormatOptions) => withoutYearWord(new Intl.DateTimeFormat(locale, { timeZone, ...options }));
  const plainDate = (options: Intl.DateTimeFormatOptions) => withoutYearWord(new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }));
  const whole = number({ maximumFractionDigits: 0 });
  const signed = number({ maximumFractionDigits: 0, signDisplay: 'exceptZero' });
  const decimal = number({ maximumFractionDigits: 1 });
  const times = number({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const compact = number({ notation: 'compact', maximumFractionDigits: 1 });
  const percent = number({ style: 'percent', maximumFractionDigits: 0 });
  const signedPercent = number({ style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const finePercent = number({ style: 'percent', maximumFractionDigits: 1 });
  const figure = number({ minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const money = number({ style: 'currency', currency, maximumFractionDigits: 0 });
  const cents = number({ style: 'currency', currency });
  const compactMoney = number({ style: 'currency', currency, notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 });
  const signedMoney = number({ style: 'currency', currency, notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const shortDate = date({ day: 'numeric', month: 'short' });
  const longDate = date({ day: 'numeric', month: 'long', year: 'numeric' });
  const monthYear = date({ month: 'short', year: 'numeric' });
  const dateTime = date({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
  const shortDateTime = date({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const time = date({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  // A day of the server's has no hour; it is written as it is, in no zone.
  const plainDay = plainDate({ day: 'numeric', month: 'short' });
  const dayMonth = date({ day: 'numeric', month: 'long' });
  const plainMonth = plainDate({ month: 'short', year: 'numeric' });
  const plainHour = plainDate({ hour: 'numeric', minute: '2-digit' });
  const plainLongDay = plainDate({ day: 'numeric', month: 'long', year: 'numeric' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  // "Last month" and "yesterday" would be the calendar's, not thirty days or 47 hours ago.
  const counted = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const regions = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
  const unit = (name: string) => number({ style: 'unit', unit: name, unitDisplay: 'long', maximumFractionDigits: 1 });
  const days = unit('day'), hours = unit('hour'), minutes = unit('minute'), seconds = unit('second');
  const at = (iso: string | number) => new Date(iso);

  return {
    locale, currency, timeZone,
    number: (value: number) => whole.format(value),
    signedNumber: (value: number) => minus(signed.format(value)),
    decimal: (value: number) => decimal.format(value),
    compact: (value: number) => compact.format(value),
    /** A share of one (.42) as a percentage. */
    percent: (share: number) => percent.format(share),
    signedPercent: (share: number) => minus(signedPercent.format(share)),
    finePercent: (share: number) => finePercent.format(share),
    /** A chance from 0 to 1. Nothing is ever quite impossible or certain, so the ends are written as bounds. */
    chance: (share: number) => (share < 0.01 ? `<${percent.format(0.01)}` : share > 0.99 ? `>${percent.format(0.99)}` : percent.format(share)),
    /** How many times as much. */
    times: (factor: number) => `${times.format(factor)}×`,
    /** A statistic without a unit, such as an area under a curve. */
    figure: (value: number) => figure.format(value),
    money: (amount: number) => money.format(amount),
    /** With cents, or however many places the currency has; in the amount's own currency when it has one. */
    exactMoney: (amount: number, own?: string | null) => (own && own !== currency ? number({ style: 'currency', currency: own }).format(amount) : cents.format(amount)),
    compactMoney: (amount: number) => compactMoney.format(amount),
    signedMoney: (amount: number) => minus(signedMoney.format(amount)),
    /** Hundredths of a point as whole points. */
    points: (hundredths: number) => whole.format(Math.round(hundredths / 100)),
    signedPoints: (points: number) => minus(signed.format(points)),
    date: (iso: string | number) => longDate.format(at(iso)),
    shortDate: (iso: string | number) => shortDate.format(at(iso)),
    monthYear: (iso: string | number) => monthYear.format(at(iso)),
    dateTime: (iso: string | number) => dateTime.format(at(iso)),
    /** Without the year: for what is weeks old at most. */
    shortDateTime: (iso: string | number) => shortDateTime.format(at(iso)),
    time: (iso: string | number) => time.format(at(iso)),
    /** A calendar day (`2026-11-23`) of the server's. */
    day: (isoDay: string) => plainDay.format(at(`${isoDay}T00:00:00Z`)),
    longDay: (isoDay: string) => plainLongDay.format(at(`${isoDay}T00:00:00Z`)),
    /** A calendar month (`2026-11`) of the server's. */
    month: (isoMonth: string) => plainMonth.format(at(`${isoMonth}-01T00:00:00Z`)),
    /** The days from one instant to another, without the year. */
    dayRange: (fromMs: number, toMs: number) => dayMonth.formatRange(fromMs, Math.max(fromMs, toMs)),
    /** The hour of a day that begins at `hour` (0–23). */
    // Intl names the days of a range that ends at midnight.
    hourRange: (hour: number) => (hour < 23 ? plainHour.formatRange(hour * MS_PER_HOUR, (hour + 1) * MS_PER_HOUR) : `${plainHour.format(hour * MS_PER_HOUR)} – ${plainHour.format((hour + 1) * MS_PER_HOUR)}`),
    /** A number of days ago: 0 is today. */
    daysAgo: (count: number) => relative.format(-Math.round(Math.abs(count)), 'day'),
    /**
     * How long ago something that has happened was, in the largest whole unit; beyond a year the month says more. `nowMs` may lie
     * behind it, because clocks on screen move in steps: then it was just now. What lies days after a fixed date is told by its own date.
     */
    ago: (iso: string | number, nowMs: number) => {
      const ahead = at(iso).getTime() - nowMs;
      if (ahead >= MS_PER_DAY) return longDate.format(at(iso));
      const diff = Math.min(0, ahead);
      if (Math.abs(diff) >= 365 * MS_PER_DAY) return monthYear.format(at(iso));
      const [name, ms] = STEPS.find(([, size]) => Math.abs(diff) >= size) ?? ['second', 1000];
      return (name === 'month' || name === 'day' ? counted : relative).format(Math.trunc(diff / ms), name);
    },
    days: (count: number) => days.format(count < 10 ? Math.round(count * 10) / 10 : Math.round(count)),
    /** A span of time in its largest fitting unit. */
    duration: (ms: number) => (ms >= 2 * MS_PER_DAY ? days.format(Math.round(ms / MS_PER_DAY)) : ms >= 2 * MS_PER_HOUR ? hours.format(Math.round(ms / MS_PER_HOUR)) : ms >= 2 * MS_PER_MINUTE ? minutes.format(Math.round(ms / MS_PER_MINUTE)) : seconds.format(Math.max(1, Math.round(ms / 1000)))),
    /** An outcome's name: one that was proposed is told in the reader's language. */
    outcomeName: (name: string) => tellOutcomeName(name, locale.startsWith('ru') ? 'ru' : 'en'),
    list: (words: readonly string[]) => list.format(words),
    country: (code: string) => (/^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code),
  };
}
export type Formatter = ReturnType<typeof createFormatter>;
