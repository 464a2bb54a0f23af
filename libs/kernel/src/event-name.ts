/** `orderCompleted`, `order_completed`, `Order  Completed!` and `ORDER.COMPLETED` are all `order completed`; ё is е. */
export function normaliseEventName(eventName: string): string {
  return eventName
    .slice(0, 200)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
