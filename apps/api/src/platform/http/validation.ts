import { AppError } from '@kelvin/kernel';
import { StandardSchemaValidationPipe } from '@nestjs/common';

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/**
 * Checks every `@Body`, `@Query` and `@Param` that names a schema: `@Body({ schema: signUpSchema }) body: SignUp`.
 * The handler gets what the schema makes of the value (defaults, numbers from text).
 */
export function createValidationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({ exceptionFactory: invalidRequest });
}

/** The error of a value that does not fit its schema: each field with the first thing wrong with it. */
export function invalidRequest(issues: readonly Issue[]): AppError {
  const fields: Record<string, string> = {};
  for (const issue of issues) {
    const path = (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.');
    fields[path] ??= issue.message;
  }
  const first = Object.entries(fields)[0];
  const detail = first ? `${first[0] ? `${first[0]}: ` : ''}${first[1]}` : 'not as expected';
  return new AppError('invalid', 'http.invalid_request', `Something in the request is not right. ${detail}`, { fields });
}

/** The error of one field that a schema cannot judge, such as a time zone that does not exist. */
export function invalidField(field: string, message: string): AppError {
  return invalidRequest([{ path: field.split('.'), message }]);
}
