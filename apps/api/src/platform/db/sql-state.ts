/** The SQLSTATE of a database error, or null when the error is something else. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const direct = (error as { code?: unknown }).code;
  if (typeof direct === 'string' && /^[0-9A-Z]{5}$/.test(direct)) return direct;
  return sqlState((error as { driverError?: unknown }).driverError);
}
