import { Rng, STREAM } from './rng.ts';

export interface Company {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly size: number;
  readonly isRussian: boolean;
  /** Its mail server opens and clicks every link on arrival. */
  readonly hasScanner: boolean;
  /** A shared mailbox that several colleagues gave as their own address; null for most. */
  readonly hubAddress: string | null;
}

const COMPANY_COUNT = 60;
export const COMPANY_PEOPLE = 600;
export const SCANNER_COMPANIES = 3;
const SCANNER_COMPANY_SIZE = 60;
const HUB_COUNT = 14;

const FIRST = ['North', 'Blue', 'Silver', 'Bright', 'Red', 'Green', 'Iron', 'Clear', 'Swift', 'Golden', 'Stone', 'Summit'];
const SECOND = ['wind', 'harbor', 'field', 'bridge', 'forge', 'lake', 'path', 'gate', 'peak', 'works'];
const RUSSIAN = ['Вектор', 'Меридиан', 'Лабиринт', 'Горизонт', 'Кедр', 'Созвездие', 'Маяк', 'Парус', 'Восток', 'Родник', 'Импульс', 'Орбита', 'Ладога', 'Янтарь', 'Сфера', 'Берег', 'Атлант', 'Фрегат', 'Квант', 'Полюс', 'Заря', 'Гранит', 'Ритм', 'Компас'];
const RUSSIAN_DOMAINS = ['vektor', 'meridian', 'labirint', 'gorizont', 'kedr', 'sozvezdie', 'mayak', 'parus', 'vostok', 'rodnik', 'impuls', 'orbita', 'ladoga', 'yantar', 'sfera', 'bereg', 'atlant', 'fregat', 'kvant', 'polyus', 'zarya', 'granit', 'ritm', 'kompas'];
const HUB_BOXES = ['info', 'office', 'hello', 'team', 'sales', 'contact', 'mail'];

/** The 60 companies: three large ones with a link scanner, 57 small ones, fourteen of them with a shared mailbox. */
export function createCompanies(seed: number): Company[] {
  const rng = new Rng(seed, STREAM.company);
  const sizes = companySizes(rng);
  return sizes.map((size, index) => {
    const isRussian = index % 5 < 2;
    const nth = isRussian ? Math.floor(index / 5) * 2 + (index % 5) : Math.floor(index / 5) * 3 + (index % 5) - 2;
    const label = isRussian ? RUSSIAN[nth]! : `${FIRST[nth % FIRST.length]}${SECOND[(nth * 7 + 3) % SECOND.length]}`;
    const domain = `${isRussian ? RUSSIAN_DOMAINS[nth]! : label.toLowerCase()}.example`;
    const hubNth = index - SCANNER_COMPANIES;
    return {
      index, size, domain, isRussian,
      id: `org-${domain.split('.')[0]}`,
      name: isRussian ? `ООО «${label}»` : `${label} ${rng.pick(['Ltd', 'Inc.', 'Group', 'Studio'])}`,
      hasScanner: index < SCANNER_COMPANIES,
      hubAddress: hubNth >= 0 && hubNth < HUB_COUNT ? `${HUB_BOXES[hubNth % HUB_BOXES.length]}@${domain}` : null,
    };
  });
}

function companySizes(rng: Rng): number[] {
  const sizes = Array.from({ length: COMPANY_COUNT }, (_, index) => (index < SCANNER_COMPANIES ? SCANNER_COMPANY_SIZE : 4));
  let left = COMPANY_PEOPLE - sizes.reduce((sum, size) => sum + size, 0);
  for (; left > 0; left -= 1) sizes[SCANNER_COMPANIES + Math.floor(rng.next() ** 1.5 * (COMPANY_COUNT - SCANNER_COMPANIES))]! += 1;
  return sizes;
}
