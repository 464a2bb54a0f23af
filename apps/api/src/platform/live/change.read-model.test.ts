import { expect, it } from 'vitest';
import { cursorFromText, cursorToText } from './change.read-model.ts';

it.each(['0.-1', '4711.12', '18446744073709551615.9223372036854775807'])('reads its own place %s', (text) => {
  expect(cursorToText(cursorFromText(text)!)).toBe(text);
});

it.each([undefined, '', '1', '1.', '1.-2', '-1.1', 'x.1', '1.1 ', '18446744073709551616.1', '99999999999999999999.1', '1.9223372036854775808', '1.9999999999999999999'])('takes %s for no place', (text) => {
  expect(cursorFromText(text)).toBeNull();
});
