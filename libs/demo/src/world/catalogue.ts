/** What Polaris sells. Prices in US dollars; `weight` is how often a course is chosen. */
export interface Course {
  readonly slug: string;
  readonly en: string;
  readonly ru: string;
  readonly category: string;
  readonly price: number;
  readonly lessons: number;
  readonly weight: number;
}

export const COURSES: readonly Course[] = [
  { slug: 'excel-from-zero', en: 'Excel from Zero', ru: 'Excel с нуля', category: 'data', price: 24, lessons: 18, weight: 12 },
  { slug: 'python-first-steps', en: 'Python: First Steps', ru: 'Python: первые шаги', category: 'code', price: 34, lessons: 32, weight: 14 },
  { slug: 'data-analysis', en: 'Data Analysis in Practice', ru: 'Анализ данных на практике', category: 'data', price: 56, lessons: 36, weight: 9 },
  { slug: 'sql-for-everyone', en: 'SQL for Everyone', ru: 'SQL для всех', category: 'data', price: 34, lessons: 22, weight: 8 },
  { slug: 'graphic-design', en: 'Graphic Design Basics', ru: 'Основы графического дизайна', category: 'design', price: 44, lessons: 28, weight: 8 },
  { slug: 'interior-design', en: 'Interior Design', ru: 'Дизайн интерьера', category: 'design', price: 59, lessons: 30, weight: 4 },
  { slug: 'english-b1', en: 'English B1', ru: 'Английский B1', category: 'language', price: 26, lessons: 40, weight: 13 },
  { slug: 'spanish-a1', en: 'Spanish A1', ru: 'Испанский A1', category: 'language', price: 27, lessons: 36, weight: 7 },
  { slug: 'marketing-online', en: 'Online Marketing', ru: 'Интернет-маркетинг', category: 'business', price: 49, lessons: 26, weight: 7 },
  { slug: 'personal-finance', en: 'Personal Finance', ru: 'Личные финансы', category: 'business', price: 19, lessons: 14, weight: 8 },
  { slug: 'project-management', en: 'Project Management', ru: 'Управление проектами', category: 'business', price: 54, lessons: 24, weight: 5 },
  { slug: 'photography', en: 'Photography', ru: 'Фотография', category: 'hobby', price: 32, lessons: 20, weight: 6 },
  { slug: 'drawing', en: 'Drawing for Adults', ru: 'Рисование для взрослых', category: 'hobby', price: 26, lessons: 22, weight: 5 },
  { slug: 'public-speaking', en: 'Public Speaking', ru: 'Публичные выступления', category: 'business', price: 42, lessons: 16, weight: 4 },
  { slug: 'machine-learning', en: 'Machine Learning', ru: 'Машинное обучение', category: 'code', price: 74, lessons: 44, weight: 4 },
  { slug: 'web-development', en: 'Web Development', ru: 'Веб-разработка', category: 'code', price: 65, lessons: 48, weight: 6 },
];

export interface Plan {
  readonly id: string;
  readonly monthly: number;
  readonly weight: number;
}

/** The app subscription, paid monthly. */
export const PLANS: readonly Plan[] = [
  { id: 'app-basic', monthly: 9, weight: 6 },
  { id: 'app-plus', monthly: 15, weight: 3 },
  { id: 'app-family', monthly: 19, weight: 1 },
];

/** Actions that show that the product is used; carried as `feature` of key actions. */
export const FEATURES = ['lesson', 'homework', 'quiz', 'notes', 'live_class', 'certificate'] as const;
export type Feature = (typeof FEATURES)[number];

export type Language = 'ru' | 'en';

/** What the shop calls a course in that language; events carry it, so names of both languages arrive. */
export function courseName(course: Course, language: Language): string {
  return course[language];
}
