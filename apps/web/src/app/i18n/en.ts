import { accountEn } from '../../features/account/i18n/en.ts';
import { overviewEn } from '../../features/overview/i18n/en.ts';
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
  intake: intakeEn, chances: chancesEn,
};
