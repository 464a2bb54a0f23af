/**
 * The key as shortcuts name it: never a capital, and while letters of another alphabet are typed the Latin one that lies there,
 * so that a Russian reader need not switch his keyboard.
 */
export function pressedKey({ key, code }: { readonly key: string; readonly code: string }): string {
  if (key.length !== 1) return key;
  return (/[^ -~]/.test(key) && /^Key(.)$/.exec(code)?.[1] || key).toLowerCase();
}
