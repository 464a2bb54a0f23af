export {
  conditionSchema, eventFilterSchema, eventRefSchema, PROPERTY_OPERATORS, propertyTestSchema,
  type Condition, type EventFilter, type EventRef, type PropertyTest,
} from './conditions/condition.ts';
export {
  CANNOT_TELL_MESSAGE, canTellOf, guessOutcomeRole, newOutcomeSchema, OUTCOME_ROLES, outcomeDefinitionSchema, outcomeRoleSchema, updateOutcomeSchema, USUAL_HORIZON_DAYS,
  type NewOutcome, type OutcomeDefinition, type OutcomeRole, type UpdateOutcome,
} from './conditions/outcome.ts';
export { canonicalEventSchema, EVENT_KINDS, type CanonicalEvent, type EventKind, type ItemReason, type NormalisedItem } from './events/canonical-event.ts';
export { buildVendorValue, IDENTIFIER_KINDS, identifierSchema, ownPartOf, type Identifier, type IdentifierKind } from './events/identifier.ts';
export {
  createWorkspaceSchema, emailSchema, localeSchema, meSchema, passwordSchema, signInSchema, signUpSchema, updateMeSchema, updateWorkspaceSchema, workspaceSchema, workspaceSettingsSchema,
  type Me, type SignIn, type SignUp, type UpdateMe, type UpdateWorkspace, type Workspace, type WorkspaceSettings,
} from './http/accounts.ts';
export { archivedOutcomeListSchema, archivedOutcomeSchema, type ArchivedOutcomeList } from './http/archived-outcomes.ts';
export { bandSchema, errorResponseSchema, failureSchema, PERMISSIONS, reasonSchema, ROLE_PERMISSIONS, ROLES, roleSchema, type ErrorResponse, type Failure, type Permission, type Reason, type Role } from './http/common.ts';
export { currencyCodeSchema, currencyRateListSchema, currencyRateSchema, setCurrencyRatesSchema, type CurrencyRate, type CurrencyRateList, type SetCurrencyRates } from './http/currency-rates.ts';
export {
  CUSTOMER_SORTS, customerHistoryQuerySchema, customerListSchema, customerRowSchema, customerSchema, exclusionStateSchema, listCustomerEventsSchema, listCustomersSchema, LISTED_ROLES, listedChanceSchema, listedCustomerSchema, listedOutcomeSchema,
  scoreDifferenceQuerySchema, scoreDifferenceSchema, timelineEventSchema,
  type Customer, type CustomerEvents, type CustomerHistory, type CustomerHistoryQuery, type CustomerList, type CustomerNoise, type CustomerRow, type ExclusionState, type ListCustomerEvents, type ListCustomers, type ListedChance, type ListedCustomer, type ListedOutcome, type ListedRole,
  type ScoreDifference, type ScoreDifferenceQuery, type TimelineEvent,
} from './http/customers.ts';
export { overviewQuerySchema, overviewSchema, type Overview, type OverviewQuery } from './http/dashboards.ts';
export { eventTraceSchema, listEventsSchema, liveEventSchema, type EventTrace, type ListEvents, type LiveEvent, type LiveEvents } from './http/events.ts';
export {
  EXTERNAL_MODEL_PROBLEMS, EXTERNAL_MODEL_ROWS, EXTERNAL_MODEL_TRY_ROWS, externalModelAnswerSchema, externalModelRequestSchema, externalModelSettingsSchema, externalModelTrySchema,
  type ExternalModelProblem, type ExternalModelRequest, type ExternalModelSettings, type ExternalModelTry,
} from './http/external-model.ts';
export { createImportSchema, importSchema, previewImportSchema, startImportSchema, type CreateImport, type Import, type ImportPreview, type PreviewImport, type StartImport } from './http/imports.ts';
export { JOB_PHASES, jobSchema, PAST_CHANGING_JOBS, type Job, type JobPhase, type LiveMessage } from './http/jobs.ts';
export { dataHealthSchema, scoreStabilitySchema, type DataHealth, type ScoreStability, type StabilityWeek } from './http/model-health.ts';
export {
  AUTOMATION_REASONS, automationReasonSchema, calibrationBinSchema, curvePointSchema, curvesSchema, cutOffSchema, DRIFT_LEVELS, driftFigureSchema, driftSchema, engineChoiceSchema, estimateSchema, FIGURE_SOURCES, figuresSchema,
  GATE_REASONS, gateSchema, groupQualitySchema, importanceSchema, MODEL_METRICS, modelCardSchema, modelLookSchema, RETRAIN_CAUSES, retrainConditionSchema,
  type CalibrationBin, type CurvePoint, type Curves, type CutOff, type Drift, type DriftFigure, type DriftLevel, type EngineChoice, type Estimate, type FigureSource, type Figures,
  type Gate, type GateReasonCode, type GroupQuality, type Importance, type ModelCard, type ModelLook, type ModelMetric, type RetrainCause, type RetrainCondition,
} from './http/models.ts';
export {
  candidateFigureSchema, chanceSourceSchema, customerChanceSchema, customerChancesSchema, earlyWarningAnswerSchema, earlyWarningReportSchema, externalModelFactsSchema, MODEL_STATES, modelDetailSchema, modelVersionListSchema, modelVersionSchema,
  outcomeListSchema, outcomeMonthSchema, outcomePreviewSchema, outcomeSchema, previewOutcomeSchema, TIMING_DAYS, trainingRunSchema,
  type ChanceSource, type CustomerChance, type CustomerChances, type EarlyWarningAnswer, type EarlyWarningReport, type ModelDetail, type ModelVersion, type ModelVersionList, type Outcome, type OutcomeList, type OutcomePreview, type PreviewOutcome, type TrainingRun,
} from './http/outcomes.ts';
export {
  listNotificationsSchema, MOST_UNREAD, NOTIFICATION_KINDS, notificationContentSchema, notificationListSchema, notificationSchema, readNotificationsSchema,
  type ListNotifications, type Notification, type NotificationContent, type NotificationList, type ReadNotifications,
} from './http/notifications.ts';
export {
  createSourceSchema, eventTypeSchema, intakeQuerySchema, intakeReportSchema, intakeSchema, SOURCE_KINDS, sourceSchema, updateEventTypeSchema, updateSourceSchema,
  type CreateSource, type EventType, type Intake, type IntakeQuery, type IntakeReport, type Source, type SourceWithSecret, type UpdateEventType, type UpdateSource,
} from './http/sources.ts';
export {
  IMPORT_CASTS, IMPORT_ENCODINGS, importAmountSchema, importEventSchema, importFieldSchema, importFormatSchema, importMapSchema, importTimestampSchema, MAX_IMPORT_COLUMNS,
  type ImportField, type ImportFormat, type ImportMap, type ImportMapInput, type ImportTimestamp,
} from './import/import-map.ts';
export { findForeignFile, FOREIGN_FILE_BYTES, FOREIGN_FILE_SENTENCES, type ForeignFile } from './import/foreign-file.ts';
export { scoringSchema, type Scoring } from './http/scoring.ts';
export {
  previewWebhookSchema, webhookMappingStateSchema, webhookPreviewSchema, type PreviewWebhook, type WebhookMappingState, type WebhookPreview,
} from './http/webhooks.ts';
export { MAX_PATH_STEPS, WEBHOOK_PARTS, webhookMappingSchema, webhookPathSchema, type WebhookMapping, type WebhookPart } from './webhook/webhook-mapping.ts';
export {
  forgetAmountSchema, mendAmountSchema, parkedActionSchema, parkedGroupSchema,
  type AmountWord, type ForgetAmount, type MendAmount, type ParkedAction, type ParkedActionStarted, type ParkedGroup, type ParkedReport,
} from './http/parked.ts';
