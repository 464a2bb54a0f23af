/** What can be proposed from the data; `ends`: a contract. */
type Proposed = 'buys' | 'leaves' | 'ends' | 'support';
const ALL: readonly Proposed[] = ['buys', 'leaves', 'ends', 'support'];
type Locale = 'en' | 'ru';

const NAMES: Readonly<Record<Locale, Readonly<Record<Proposed, readonly [before: string, after: string]>>>> = {
  en: { buys: ['Buys within ', ' days'], leaves: ['No activity for ', ' days'], ends: ['Contract ends within ', ' days'], support: ['Contacts support within ', ' days'] },
  ru: { buys: ['Купит за ', ' дн.'], leaves: ['Не появится ', ' дн.'], ends: ['Договор закончится за ', ' дн.'], support: ['Обратится в поддержку за ', ' дн.'] },
};

/** What an outcome is called when it is proposed. */
export function proposedName(what: Proposed, days: number, locale: Locale): string {
  return NAMES[locale][what].join(String(days));
}

/**
 * A name as a reader of this language is told it: names that were proposed, in whichever language, are told in his; what a
 * person has called an outcome stays as it is.
 */
export function tellOutcomeName(name: string, locale: Locale): string {
  for (const names of Object.values(NAMES)) {
    for (const what of ALL) {
      const [before, after] = names[what];
      const days = name.slice(before.length, name.length - after.length);
      if (name === `${before}${days}${after}` && /^\d{1,3}$/.test(days)) return proposedName(what, Number(days), locale);
    }
  }
  return name;
}
