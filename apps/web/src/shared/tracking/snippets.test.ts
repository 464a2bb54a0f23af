import { describe, expect, it } from 'vitest';
import { trackUrl } from './send-track.ts';
import { browserPackage, browserSnippet, curlSecretPath, curlTrack } from './snippets.ts';

describe('trackUrl', () => {
  it.each([
    ['http://kelvin.test/v1', 'http://kelvin.test/v1/track'], ['https://in.example.com', 'https://in.example.com/v1/track'], ['/v1', 'http://kelvin.test/v1/track'], [null, 'http://kelvin.test/v1/track'],
  ])('of %s', (endpoint, url) => expect(trackUrl(endpoint)).toBe(url));
});

describe('snippets', () => {
  it('survive a quote in the shell', () => {
    expect(curlTrack({ endpoint: '/v1', writeKey: 'wk', event: "It's here", userId: 'u', properties: {} })).toContain(`-d '{"event":"It'\\''s here","userId":"u","properties":{}}'`);
  });
  it('point the browser client at the source’s own host, not at Segment', () => {
    for (const code of [browserSnippet('https://in.example.com/v1', 'wk_1'), browserPackage('https://in.example.com/v1', 'wk_1')]) {
      expect(code).toMatch(/apiHost: ?'in\.example\.com\/v1'/);
      expect(code).not.toContain('segment.com');
    }
  });
  it('post to the whole secret address', () => expect(curlSecretPath('https://in.example.com/hooks/1/secret')).toContain(`curl 'https://in.example.com/hooks/1/secret'`));
});
