import { accountEn } from '../../features/account/i18n/en.ts';
import { eventTypesEn } from '../../features/event-types/i18n/en.ts';
import { importsEn } from '../../features/imports/i18n/en.ts';
import { liveEventsEn } from '../../features/live-events/i18n/en.ts';
import { overviewEn } from '../../features/overview/i18n/en.ts';
import { scoringRulesEn } from '../../features/scoring/i18n/en.ts';
import { sourcesEn } from '../../features/sources/i18n/en.ts';
import { startEn } from '../../features/start/i18n/en.ts';
import { customerListEn } from '../../shared/customers/i18n/en.ts';
import { demoEn } from '../../shared/demo/i18n/en.ts';
import { commonEn } from '../../shared/i18n/en.ts';
import { intakeEn } from '../../shared/intake/i18n/en.ts';
import { chancesEn } from '../../shared/models/i18n/en.ts';
import { scoringEn } from '../../shared/scoring/i18n/en.ts';
import { workspaceFormEn } from '../../shared/workspace-form/i18n/en.ts';
import { shellEn } from '../shell/i18n/en.ts';

/** Namespaces in the first bundle in English. Add a feature's file here and in `ru.ts`; one with many words comes with its pages instead (`addEnglish`). */
export const en = {
  common: commonEn, demo: demoEn, scoring: scoringEn, customerList: customerListEn, shell: shellEn, workspaceForm: workspaceFormEn,
  account: accountEn, overview: overviewEn, start: startEn,
  intake: intakeEn, liveEvents: liveEventsEn, sources: sourcesEn, eventTypes: eventTypesEn, imports: importsEn, scoringRules: scoringRulesEn,
  chances: chancesEn,
};
