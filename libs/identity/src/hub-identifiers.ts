import { ownPartOf, type Identifier } from '@kelvin/contracts';

/** Local parts that belong to a team or a machine, never to one person. */
const ROLE_MAILBOXES = new Set([
  'info', 'sales', 'support', 'help', 'helpdesk', 'office', 'admin', 'administrator', 'contact', 'hello', 'mail', 'post', 'team',
  'shop', 'store', 'order', 'orders', 'billing', 'accounts', 'accounting', 'finance', 'hr', 'jobs', 'press', 'marketing', 'newsletter',
  'noreply', 'no-reply', 'donotreply', 'do-not-reply', 'postmaster', 'webmaster', 'abuse', 'root', 'service', 'reception', 'secretary',
  'zakaz', 'zakazy', 'priemnaya', 'buh', 'buhgalteria', 'otdel', 'kadry',
]);

/** Values that programs send when they have no id. */
const PLACEHOLDERS = new Set([
  '', '0', '-1', 'null', 'undefined', 'nan', 'none', 'nil', 'unknown', 'anonymous', 'anon', 'guest', 'user', 'test', 'testuser', 'test_user',
  'true', 'false', '[object object]', '00000000-0000-0000-0000-000000000000', 'n/a', 'na', 'default', 'id', 'userid', 'user_id',
]);

/**
 * Why an identifier must never join two people, or null when it may.
 * `role_mailbox`: info@ and its kin; `placeholder`: what programs send instead of an id; `test`: test ids and numbers of one digit.
 */
export function hubReason(identifier: Identifier): 'role_mailbox' | 'placeholder' | 'test' | null {
  const value = identifier.value.toLowerCase();
  if (identifier.kind === 'email') {
    const local = value.slice(0, Math.max(0, value.lastIndexOf('@'))).split('+')[0]!;
    if (ROLE_MAILBOXES.has(local)) return 'role_mailbox';
    return local === 'test' || PLACEHOLDERS.has(local) ? 'test' : null;
  }
  if (identifier.kind === 'phone') return /^\+?(\d)\1{5,}$/.test(value) ? 'placeholder' : null;
  return PLACEHOLDERS.has(ownPartOf({ kind: identifier.kind, value })) ? 'placeholder' : null;
}
