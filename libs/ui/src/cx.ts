import { clsx, type ClassValue } from 'clsx';

/** Joins class names, leaving out what is false. Conflicts are not resolved: give a class in one place only. */
export function cx(...values: ClassValue[]): string {
  return clsx(values);
}
