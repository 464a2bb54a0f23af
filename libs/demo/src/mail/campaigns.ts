/** What an e-mail is about, and the pages it links to. */
export interface Campaign {
  readonly id: string;
  readonly ru: string;
  readonly en: string;
  readonly links: readonly string[];
  /** Opens and clicks against the person's usual. */
  readonly appeal: number;
}

const CAMPAIGNS: readonly Campaign[] = [
  { id: 'newsletter', ru: 'Новое на Полярисе', en: 'New on Polaris', links: ['/courses', '/blog', '/pricing'], appeal: 0.85 },
  { id: 'progress', ru: 'Ваш месяц: что уже пройдено', en: 'Your month: what you have finished', links: ['/lessons', '/courses'], appeal: 1 },
  { id: 'offer', ru: 'Скидка 10 % на второй курс', en: '10% off your second course', links: ['/pricing', '/courses'], appeal: 1.1 },
  { id: 'welcome', ru: 'Добро пожаловать на Полярис', en: 'Welcome to Polaris', links: ['/lessons', '/help'], appeal: 1.3 },
  { id: 'we-miss-you', ru: 'Мы скучаем: ваш курс ждёт', en: 'We miss you: your course is waiting', links: ['/lessons', '/courses'], appeal: 0.8 },
];

const BY_ID = new Map(CAMPAIGNS.map((campaign) => [campaign.id, campaign]));

/** The campaign behind an id such as `progress-20566`. */
export function campaignOf(id: string): Campaign {
  const campaign = BY_ID.get(id.slice(0, id.lastIndexOf('-')));
  if (!campaign) throw new RangeError(`Unknown campaign: ${id}`);
  return campaign;
}

/**
 * The mass mailing of a day, or null: a newsletter every twelve weeks, progress letters between, an offer each quarter.
 * Days are counted from the anchor's, so that a new demo always begins some weeks after a letter, whatever the date.
 */
export function mailingOf(daysFromAnchor: number): 'newsletter' | 'offer' | 'progress' | null {
  if (modulo(daysFromAnchor, 84) === 64) return 'newsletter';
  if (modulo(daysFromAnchor, 91) === 57) return 'offer';
  return modulo(daysFromAnchor, 84) === 22 ? 'progress' : null;
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
