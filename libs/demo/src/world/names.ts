import type { Rng } from './rng.ts';

const RU_WOMEN = 'Анна Мария Елена Ольга Наталья Екатерина Татьяна Ирина Светлана Юлия Дарья Анастасия Виктория Полина Ксения Алина Марина Людмила Вера Надежда София Алёна Евгения Оксана Галина Яна Диана Кристина Валерия Лариса'.split(' ');
const RU_MEN = 'Александр Дмитрий Максим Сергей Андрей Алексей Артём Илья Кирилл Михаил Никита Матвей Роман Егор Иван Денис Евгений Тимур Владислав Игорь Владимир Павел Руслан Марк Константин Николай Олег Виктор Степан Григорий'.split(' ');
// Endings that take a plain «а» for a woman.
const RU_SURNAMES = 'Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев Лебедев Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин Захаров Зайцев Соловьёв Борисов Яковлев Григорьев Романов Воробьёв Сергеев Кузьмин Фролов Александров Дмитриев Королёв Гусев Киселёв Ильин Максимов Поляков Сорокин Виноградов Ковалёв Белов Медведев Антонов Тарасов Жуков Баранов Филиппов Комаров Давыдов Беляев Герасимов Богданов Осипов Сидоров Матвеев Титов Марков Миронов Крылов Куликов Карпов Власов Мельников Денисов Гаврилов Тихонов Казаков Афанасьев Данилов Савельев Тимофеев Фомин Чернов Абрамов Мартынов Ефимов Федотов Щербаков Назаров Калинин Исаев Чернышёв Быков Маслов Родионов Коновалов Лазарев Воронин Климов Филатов Пономарёв Голубев Кудрявцев Прохоров Наумов Потапов Журавлёв Овчинников Трофимов Леонов Соболев Ермаков Колесников Гончаров'.split(' ');
const EN_WOMEN = 'Olivia Emma Amelia Charlotte Sophia Isabella Ava Mia Evelyn Harper Grace Chloe Hannah Zoe Nora Lily Ella Aria Layla Priya Aisha Ingrid Freya Maya Lucia Carmen Yuki Mei Fatima Elena'.split(' ');
const EN_MEN = 'Liam Noah Oliver James Elijah William Henry Lucas Benjamin Theodore Jack Levi Samuel Daniel Owen Ethan Leo Arjun Omar Mateo Hugo Felix Kenji Wei Tariq Rohan Callum Declan Lars Diego'.split(' ');
const EN_SURNAMES = 'Smith Carter Johnson Brown Taylor Wilson Davies Evans Thomas Roberts Walker Wright Robinson Thompson White Hughes Edwards Green Hall Wood Harris Clarke Patel Jackson Lewis Turner Hill Scott Cooper Morris Ward Moore King Watson Baker Morgan Allen Mitchell Parker Collins Bell Murphy Bailey Richardson Cox Marshall Gray Foster Reed Simmons Bryant Russell Griffin Hayes Myers Ford Hamilton Graham Sullivan Wallace Woods Cole West Jordan Owens Reynolds Fisher Ellis Harrison Gibson Cruz Ortiz Gomez Murray Freeman Wells Webb Tucker Porter Hunter Hicks Crawford Boyd Mason Kennedy Warren Dixon Ramos Burns Gordon Shaw Holmes Rice Robertson Hunt Black Daniels Palmer Mills Nichols Grant Knight Ferguson Rose Stone Hawkins Dunn Perkins Hudson Spencer Gardner Stephens Payne Pierce Berry Matthews Arnold Wagner Willis Ray Watkins Olson Carroll Duncan Snyder Hart Cunningham Bradley Lane Andrews Ruiz Fox Riley Armstrong Carpenter Weaver Greene Lawrence Elliott Chavez Sims Austin Peters Kelley Franklin Lawson'.split(' ');

const LATIN: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p',
  р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
};

/** Cyrillic written with Latin letters, as people do in mail addresses; other letters stay. */
export function transliterate(text: string): string {
  let out = '';
  for (const letter of text) {
    const lower = letter.toLowerCase();
    const latin = LATIN[lower];
    if (latin === undefined) out += letter;
    else out += letter === lower ? latin : latin.charAt(0).toUpperCase() + latin.slice(1);
  }
  return out;
}

export interface Name {
  readonly first: string;
  readonly last: string;
}

function russianSurname(rng: Rng, isWoman: boolean): string {
  const surname = rng.pick(RU_SURNAMES);
  return isWoman ? `${surname}а` : surname;
}

/** A Russian name in Cyrillic, surname in the right gender. */
export function russianName(rng: Rng): Name {
  const isWoman = rng.chance(0.56);
  return { first: rng.pick(isWoman ? RU_WOMEN : RU_MEN), last: russianSurname(rng, isWoman) };
}

/** A first name and surname, women slightly more often. */
export function englishName(rng: Rng): Name {
  return { first: rng.pick(rng.chance(0.52) ? EN_WOMEN : EN_MEN), last: rng.pick(EN_SURNAMES) };
}

/** The part of an address before the @, in one of the usual forms. */
export function mailboxName(rng: Rng, name: Name): string {
  const first = transliterate(name.first).toLowerCase();
  const last = transliterate(name.last).toLowerCase();
  const forms = [`${first}.${last}`, `${first.charAt(0)}.${last}`, `${last}.${first}`, `${first}${last.charAt(0)}`, `${first}_${last}`];
  return rng.pick(forms);
}
