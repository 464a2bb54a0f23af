import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { customersEn } from '../../features/customers/i18n/en.ts';
import { eventTypesEn } from '../../features/event-types/i18n/en.ts';
import { importsEn } from '../../features/imports/i18n/en.ts';
import { liveEventsEn } from '../../features/live-events/i18n/en.ts';
import { modelsEn } from '../../features/models/i18n/en.ts';
import { modelsFormEn } from '../../features/models/i18n/form-en.ts';
import { modelsListEn } from '../../features/models/i18n/list-en.ts';
import { modelsTabsEn } from '../../features/models/i18n/tabs-en.ts';
import { notificationsEn } from '../../features/notifications/i18n/en.ts';
import { scoringRulesEn } from '../../features/scoring/i18n/en.ts';
import { sourcesEn } from '../../features/sources/i18n/en.ts';
import { asOfEn } from '../../shared/as-of/i18n/en.ts';
import { currenciesEn } from '../../shared/currencies/i18n/en.ts';
import { jobErrorsEn } from '../../shared/jobs/i18n/en.ts';
import { warningEn } from '../../shared/models/i18n/warning-en.ts';
import { en as bundled } from './en.ts';
import { ru } from './ru.ts';

/** The first bundle's words and those that come with their pages. */
const en = {
  ...bundled, customers: customersEn, warning: warningEn, currencies: currenciesEn, asOf: asOfEn, jobErrors: jobErrorsEn, notifications: notificationsEn,
  sources: sourcesEn, imports: importsEn, eventTypes: eventTypesEn, liveEvents: liveEventsEn, scoringRules: scoringRulesEn,
  models: { ...modelsEn, ...modelsListEn, ...modelsFormEn, ...modelsTabsEn },
};
const PLURALS = { en: ['one', 'other'], ru: ['one', 'few', 'many', 'other'] } as const;
const SUFFIX = /_(one|few|many|other)$/;

function flatten(texts: object, prefix = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [name, value] of Object.entries(texts)) {
    if (typeof value === 'string') all.set(prefix + name, value);
    else for (const [key, text] of flatten(value as object, `${prefix}${name}.`)) all.set(key, text);
  }
  return all;
}
const stems = (keys: Iterable<string>) => [...new Set([...keys].map((key) => key.replace(SUFFIX, '')))].sort();
const variables = (text: string) => [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]!))].sort();

describe('translations', () => {
  it('cover the same namespaces, but that what the server refuses is told in its own words in English', () => expect(Object.keys(ru).sort()).toEqual([...Object.keys(en), 'refusals'].sort()));

  describe.each(Object.keys(en) as (keyof typeof en)[])('%s', (namespace) => {
    const english = flatten(en[namespace]), russian = flatten(ru[namespace]);

    it('has the same keys in both languages', () => expect(stems(russian.keys())).toEqual(stems(english.keys())));

    it.each([['en', english], ['ru', russian]] as const)('has every plural form in %s', (language, texts) => {
      const missing = stems([...texts.keys()].filter((key) => SUFFIX.test(key))).flatMap((stem) => PLURALS[language].filter((form) => !texts.has(`${stem}_${form}`)).map((form) => `${stem}_${form}`));
      expect(missing).toEqual([]);
    });

    it('uses the same variables in both languages', () => {
      const differing = [...russian].filter(([key, text]) => {
        const twin = english.get(key) ?? english.get(key.replace(SUFFIX, '_other'));
        return twin !== undefined && variables(text).filter((name) => name !== 'count').join() !== variables(twin).filter((name) => name !== 'count').join();
      }).map(([key]) => key);
      expect(differing).toEqual([]);
    });
  });

  it('come in parts that replace nothing of each other', () => {
    const tops = [modelsEn, modelsListEn, modelsFormEn, modelsTabsEn].flatMap((part) => Object.keys(part));
    expect(tops.filter((key, at) => tops.indexOf(key) !== at)).toEqual([]);
  });

  it('holds every key that a screen asks for by name', () => {
    const root = join(import.meta.dirname, '../..');
    const known = new Set((Object.keys(en) as (keyof typeof en)[]).flatMap((namespace) => stems(flatten(en[namespace]).keys()).map((key) => `${namespace}:${key}`)));
    const missing: string[] = [];
    for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.test)\.tsx?$/.test(name))) {
      const source = readFileSync(join(root, file), 'utf8');
      // `const { t: tc } = useTranslation('shell')` binds tc to shell until tc is bound again; without a name it is common.
      const bindings = [...source.matchAll(/\{ t(?:: (\w+))?(?:, \w+)* \} = useTranslation\((?:'(\w+)')?\)/g)];
      bindings.forEach((binding, at) => {
        const [, alias = 't', namespace = 'common'] = binding;
        const end = bindings.slice(at + 1).find((next) => (next[1] ?? 't') === alias)?.index;
        for (const [, key = ''] of source.slice(binding.index, end).matchAll(new RegExp(`(?<![\\w.])${alias}\\('([\\w.:]+)'`, 'g'))) {
          const full = key.includes(':') ? key : `${namespace}:${key}`;
          if (!known.has(full)) missing.push(`${file}: ${full}`);
        }
      });
    }
    expect(missing).toEqual([]);
  });
});
