import { describe, expect, it } from 'vitest';
import { parseHookBody, parseJsonBody, parsePosthogBody } from './read-body.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');
const NOT_UTF8 = expect.objectContaining({ kind: 'invalid', code: 'inbox.not_utf8' });

describe('a body that is no UTF-8', () => {
  it.each([
    ['of a client', () => parseJsonBody(latin('{"userId":"Jos\xe9"}'))],
    ['of a webhook, as JSON', () => parseHookBody(latin('{"user_id":"Jos\xe8"}'), 'application/json')],
    ['of a webhook, as JSON of another charset', () => parseHookBody(latin('{"user_id":"\xcf\xe5\xf2\xf0"}'), 'application/json; charset=windows-1251')],
    ['of a webhook, as a form', () => parseHookBody(latin('user_id=Jos\xe9'), 'application/x-www-form-urlencoded')],
    ['of PostHog', () => parsePosthogBody(latin('{"distinct_id":"Jos\xe9"}'))],
    ['of PostHog, in a form', () => parsePosthogBody(Buffer.from('data=%7B%22distinct_id%22%3A%22Jos%E9%22%7D'))],
    ['of PostHog, in base64', () => parsePosthogBody(Buffer.from(`data=${latin('{"distinct_id":"Jos\xe9"}').toString('base64')}`))],
    ['cut within a letter', () => parseJsonBody(Buffer.from('{"userId":"José').subarray(0, -1))],
  ])('%s is refused', (_case, parse) => {
    expect(parse).toThrow(NOT_UTF8);
  });

  it.each([
    ['letters of all lengths', '{"userId":"José Пётр 李 🙂"}'], ['a replacement character that was meant', '{"userId":"Jos\ufffd"}'],
  ])('is not what has %s', (_case, text) => {
    expect(parseJsonBody(Buffer.from(text)).json).toEqual(JSON.parse(text));
    expect(parseJsonBody(Buffer.from(`\ufeff${text}`)).json).toEqual(JSON.parse(text));
    expect(parsePosthogBody(Buffer.from(`data=${encodeURIComponent(text)}`)).json).toEqual(JSON.parse(text));
    expect(parseHookBody(Buffer.from(`payload=${encodeURIComponent(text)}`), 'application/x-www-form-urlencoded').json).toEqual(JSON.parse(text));
  });
});
