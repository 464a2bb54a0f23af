export const OVERVIEW_DAYS = [30, 90, 180, 365] as const;
export type OverviewDays = (typeof OVERVIEW_DAYS)[number];
/** `days` is left out of the address at its default, 90. */
export type OverviewSearch = { days?: OverviewDays };

export function parseOverviewSearch(search: Record<string, unknown>): OverviewSearch {
  const days = OVERVIEW_DAYS.find((one) => one === Number(search['days']));
  return days === undefined || days === 90 ? {} : { days };
}
