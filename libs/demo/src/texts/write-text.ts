import type { TextPlan } from '../life/beat.ts';
import type { Language } from '../world/catalogue.ts';

/** The words of a planned text. */
export function writeText(plan: TextPlan, language: Language): string {
  return language === 'ru' ? `Здравствуйте! Вопрос ${plan.nth}` : `Hello! Question ${plan.nth}`;
}
