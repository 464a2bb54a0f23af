export {
  canonicalEventSchema, EVENT_KINDS, IDENTIFIER_KINDS, identifierSchema,
  type CanonicalEvent, type EventKind, type Identifier, type IdentifierKind, type ItemReason, type NormalisedItem,
} from './events/canonical-event.ts';
