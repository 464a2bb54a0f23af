/** Formats offered by name; every other one can be written by hand. */
export const DATE_FORMATS = ['iso', 'unix', 'yyyy-MM-dd', 'yyyy-MM-dd HH:mm:ss', 'yyyyMMdd', 'dd.MM.yyyy', 'dd.MM.yyyy HH:mm', 'dd/MM/yyyy', 'dd/MM/yyyy HH:mm', 'MM/dd/yyyy', 'MM/dd/yyyy HH:mm', 'M/d/yyyy H:mm', 'd/M/yyyy H:mm'] as const;

const TOKEN = /yyyy|yy|MM|M|dd|d|HH|H|hh|h|mm|m|ss|s|a/g;
const DIGITS: Record<string, string> = { yyyy: '(\\d{4})', yy: '(\\d{2})', MM: '(\\d{2})', dd: '(\\d{2})', HH: '(\\d{2})', hh: '(\\d{2})', mm: '(\\d{2})', ss: '(\\d{2})', a: '([AaPp][Mm])' };

function compile(format: string): { pattern: RegExp; tokens: string[] } {
  const tokens: string[] = [];
  const escaped = format.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const source = escaped.replace(TOKEN, (token) => {
    tokens.push(token);
    return DIGITS[token] ?? '(\\d{1,2})';
  });
  return { pattern: new RegExp(`^${source}$`), tokens };
}

/** The calendar day that a text means in a format, as `2010-12-01`; null when it is not written so. Only for showing readings side by side: the server reads the file. */
export function readDay(format: string, text: string): string | null {
  const { pattern, tokens } = compile(format);
  const match = pattern.exec(text.trim());
  if (!match) return null;
  const part = (...names: string[]) => match[tokens.findIndex((token) => names.includes(token)) + 1];
  const year = part('yyyy', 'yy'), month = Number(part('MM', 'M')), day = Number(part('dd', 'd'));
  if (year === undefined || !(month >= 1 && month <= 12) || !(day >= 1 && day <= 31)) return null;
  // Years of two figures as the server takes them.
  const century = year.length > 2 ? '' : Number(year) >= 70 ? '19' : '20';
  return `${century}${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export type DatePlace = { column: string; timeColumn?: string; samples: string[] };

/** The column whose every cell is written in one of the formats; or a column of dates with one of times, when the format has both. */
export function findDateColumn(header: readonly string[], rows: readonly (readonly string[])[], formats: readonly string[]): DatePlace | null {
  const cells = (index: number) => rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
  const fits = (samples: readonly string[]) => samples.length > 0 && samples.every((text) => formats.some((format) => readDay(format, text) !== null));
  for (const [index, column] of header.entries()) if (fits(cells(index))) return { column, samples: cells(index) };
  const dates = formats.map((format) => format.split(' ')[0]!);
  const isTime = (text: string) => /^\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?$/.test(text);
  const date = header.findIndex((_column, index) => cells(index).length > 0 && cells(index).every((text) => dates.some((format) => readDay(format, text) !== null)));
  const time = header.findIndex((_column, index) => cells(index).length > 0 && cells(index).every(isTime));
  if (date < 0 || time < 0) return null;
  return { column: header[date]!, timeColumn: header[time]!, samples: rows.map((row) => `${row[date] ?? ''} ${row[time] ?? ''}`.trim()) };
}
