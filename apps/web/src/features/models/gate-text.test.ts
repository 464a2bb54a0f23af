import type { Gate } from '@kelvin/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { createI18n } from '../../app/i18n/i18n.ts';
import { createFormatter } from '../../shared/format/formatter.ts';
import { addEnglish } from '../../shared/i18n/late-words.ts';
import { setLocale } from '../../shared/i18n/locale.ts';
import { gateReasons } from './gate-text.ts';
import { modelsEn } from './i18n/en.ts';

addEnglish('models', modelsEn);
const i18n = createI18n();
const russian = createI18n();
beforeAll(() => setLocale(russian, 'ru'));
const format = createFormatter({ locale: 'en', currency: 'EUR', timeZone: 'UTC' });
const gate = (values: Record<string, number>): Gate => ({ isPromoted: false, reasons: [{ code: 'gate.rules_as_good', values }, { code: 'gate.recency_as_good', values }], isSafeToAutomate: false, automationReasons: [] });

describe('gateReasons', () => {
  it('says what a first test found, and nothing of others', () => {
    expect(gateReasons(gate({ logLossGain: 0 }), i18n.t, format)).toEqual([expect.stringMatching(/^Not promoted: your rules/), expect.stringMatching(/^Not promoted: simply counting/)]);
  });

  it('says once that a later test asked for more', () => {
    expect(gateReasons(gate({ look: 4, errorShare: 0.0025 }), i18n.t, format).slice(2)).toEqual(['Earlier tests in a row without a better model: 3; so this one asked for more than 95% confidence.']);
    expect(gateReasons(gate({ look: 4, errorShare: 0.0025 }), russian.t, format)[2]).toMatch(/^Проверок подряд без лучшей модели до этой: 3/);
  });
});
