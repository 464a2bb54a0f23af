import { accountRu } from '../../features/account/i18n/ru.ts';
import { customersRu } from '../../features/customers/i18n/ru.ts';
import { eventTypesRu } from '../../features/event-types/i18n/ru.ts';
import { importsRu } from '../../features/imports/i18n/ru.ts';
import { liveEventsRu } from '../../features/live-events/i18n/ru.ts';
import { modelsRu } from '../../features/models/i18n/ru.ts';
import { notificationsRu } from '../../features/notifications/i18n/ru.ts';
import { overviewRu } from '../../features/overview/i18n/ru.ts';
import { scoringRulesRu } from '../../features/scoring/i18n/ru.ts';
import { sourcesRu } from '../../features/sources/i18n/ru.ts';
import { startRu } from '../../features/start/i18n/ru.ts';
import { asOfRu } from '../../shared/as-of/i18n/ru.ts';
import { currenciesRu } from '../../shared/currencies/i18n/ru.ts';
import { customerListRu } from '../../shared/customers/i18n/ru.ts';
import { demoRu } from '../../shared/demo/i18n/ru.ts';
import { commonRu } from '../../shared/i18n/ru.ts';
import { intakeRu } from '../../shared/intake/i18n/ru.ts';
import { jobErrorsRu } from '../../shared/jobs/i18n/ru.ts';
import { chancesRu } from '../../shared/models/i18n/ru.ts';
import { warningRu } from '../../shared/models/i18n/warning-ru.ts';
import { refusalsRu } from '../../shared/refusals/i18n/ru.ts';
import { scoringRu } from '../../shared/scoring/i18n/ru.ts';
import { workspaceFormRu } from '../../shared/workspace-form/i18n/ru.ts';
import { shellRu } from '../shell/i18n/ru.ts';

/** Every namespace of the app in Russian; fetched only by readers of Russian. */
export const ru = {
  common: commonRu, demo: demoRu, scoring: scoringRu, customerList: customerListRu, shell: shellRu, workspaceForm: workspaceFormRu,
  account: accountRu, customers: customersRu, overview: overviewRu, start: startRu,
  intake: intakeRu, liveEvents: liveEventsRu, sources: sourcesRu, eventTypes: eventTypesRu, imports: importsRu, scoringRules: scoringRulesRu,
  chances: chancesRu, models: modelsRu, warning: warningRu, currencies: currenciesRu, asOf: asOfRu, jobErrors: jobErrorsRu, refusals: refusalsRu, notifications: notificationsRu,
};
