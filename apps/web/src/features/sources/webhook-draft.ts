import { WEBHOOK_PARTS, type WebhookMapping, type WebhookPart, type WebhookPreview } from '@kelvin/contracts';

/** What a field may be told to be: a part of the event, or the list of which every element is an event. */
export type FieldRole = WebhookPart | 'items';
const ROLES: readonly FieldRole[] = ['items', ...WEBHOOK_PARTS];

/** Objects become facts of the event or of the person; everything else is one value. */
const GROUP_PARTS: readonly WebhookPart[] = ['properties', 'traits'];
const VALUE_PARTS = WEBHOOK_PARTS.filter((part) => !GROUP_PARTS.includes(part));

/** What a field may stand for. */
export function rolesFor({ isGroup, isList }: Pick<WebhookPreview['fields'][number], 'isGroup' | 'isList'>): readonly FieldRole[] {
  return isList ? ['items', ...GROUP_PARTS] : isGroup ? GROUP_PARTS : VALUE_PARTS;
}

/** The part for which a field is taken without being told. */
export function usualPartOf(preview: Pick<WebhookPreview, 'usual'>, mapping: WebhookMapping, path: string): WebhookPart | null {
  return VALUE_PARTS.find((part) => preview.usual[part] === path && mapping[part] === undefined) ?? null;
}

/** What a path stands for in a mapping, null when for nothing. */
export function roleOf(mapping: WebhookMapping, path: string): FieldRole | null {
  return ROLES.find((role) => mapping[role] === path) ?? null;
}

/** The mapping in which a path stands for something (null: for nothing). A role has one path, and a path one role. */
export function withRole(mapping: WebhookMapping, path: string, role: FieldRole | null): WebhookMapping {
  const others = Object.fromEntries(Object.entries(mapping).filter(([name, given]) => given !== path && name !== role));
  return role === null ? others : { ...others, [role]: path };
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
  return Object.fromEntries(Object.entries(suggestion).filter(([role, path]) => mapping[role as FieldRole] === undefined && (typeof path !== 'string' || roleOf(mapping, path) === null)));
}

/** Paths that the mapping names, the list of events first, then in the order of the parts. */
export function mappedPaths(mapping: WebhookMapping): string[] {
  return ROLES.flatMap((role) => {
    const path = mapping[role];
    return typeof path === 'string' ? [path] : [];
  });
}

/** Whether two mappings say the same, whatever the order in which they were put together. */
export function isSameMapping(one: WebhookMapping, other: WebhookMapping): boolean {
  return ROLES.every((role) => JSON.stringify(one[role]) === JSON.stringify(other[role]));
}
