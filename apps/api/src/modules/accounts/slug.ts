const LATIN: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p',
  р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
  ł: 'l', ß: 'ss', ø: 'o', æ: 'ae', і: 'i', ї: 'yi', є: 'ye', ґ: 'g', ў: 'u',
};
const MAX_LENGTH = 40;

/** The address form of a name: «Полярис и Ко» → `polyaris-i-ko`. Names without a usable letter become `workspace`. */
export function slugOf(name: string): string {
  const latin = [...name.toLowerCase()].map((letter) => LATIN[letter] ?? letter).join('');
  const slug = latin.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/g, '-').slice(0, MAX_LENGTH).replace(/^-+|-+$/g, '');
  return slug === '' ? 'workspace' : slug;
}
