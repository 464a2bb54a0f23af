import { WEBHOOK_PARTS, type WebhookMapping, type WebhookPart } from '@kelvin/contracts';

/** Objects become facts of the event or of the person; everything else is one value. */
const GROUP_PARTS: readonly WebhookPart[] = ['properties', 'traits'];
const VALUE_PARTS = WEBHOOK_PARTS.filter((part) => !GROUP_PARTS.includes(part));

/** What a field may stand for. */
export function partsFor(isGroup: boolean): readonly WebhookPart[] {
  return isGroup ? GROUP_PARTS : VALUE_PARTS;
}

/** What a path stands for in a mapping, null when for nothing. */
export function partOf(mapping: WebhookMapping, path: string): WebhookPart | null {
  return WEBHOOK_PARTS.find((part) => mapping[part] === path) ?? null;
}

/** The mapping in which a path stands for a part (null: for nothing). A part has one path, and a path one part. */
export function withPart(mapping: WebhookMapping, path: string, part: WebhookPart | null): WebhookMapping {
  const others = Object.fromEntries(Object.entries(mapping).filter(([name, given]) => given !== path && name !== part));
  return part === null ? others : { ...others, [part]: path };
}

/** The name that every event of this webhook gets, empty when the payload says it. */
export function fixedNameOf({ type }: WebhookMapping): string {
  return typeof type === 'object' ? type.constant : '';
}

/** An empty name takes the fixed one away, and leaves a path alone. */
export function withFixedName(mapping: WebhookMapping, name: string): WebhookMapping {
  if (name.trim() !== '') return { ...mapping, type: { constant: name } };
  const { type, ...others } = mapping;
  return typeof type === 'string' ? mapping : others;
}

/** What a suggestion would add: parts that the mapping does not name yet. */
export function addable(mapping: WebhookMapping, suggestion: WebhookMapping): WebhookMapping {
  return Object.fromEntries(Object.entries(suggestion).filter(([part, path]) => mapping[part as WebhookPart] === undefined && (typeof path !== 'string' || partOf(mapping, path) === null)));
}

/** Paths that the mapping names, in the order of the parts. */
export function mappedPaths(mapping: WebhookMapping): string[] {
  return WEBHOOK_PARTS.flatMap((part) => (typeof mapping[part] === 'string' ? [mapping[part]] : []));
}

/** Whether two mappings say the same, whatever the order in which they were put together. */
export function isSameMapping(one: WebhookMapping, other: WebhookMapping): boolean {
  return WEBHOOK_PARTS.every((part) => JSON.stringify(one[part]) === JSON.stringify(other[part]));
}
