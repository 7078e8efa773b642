/** Which unsafe requests are believed (ASVS 3.5.1; issue 2 section 1). */
import { expect, test } from 'vitest';
import { sameOrigin } from '@/lib/platform/http/origin';

const HOME = 'https://frontdoor.example.gov.uk';

test.each<[string, Record<string, string>]>([
  ['our own page', { origin: HOME, 'sec-fetch-site': 'same-origin' }],
  ['our own page in a browser that says no more', { origin: HOME }],
])('%s is taken', (_, headers) => {
  expect(sameOrigin(new Headers(headers), HOME)).toBe(true);
});

test.each<[string, Record<string, string>]>([
  ['no origin', {}],
  ['no origin, though called same-origin', { 'sec-fetch-site': 'same-origin' }],
  ['the origin of a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
  ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['another site that claims to be us', { origin: HOME, 'sec-fetch-site': 'cross-site' }],
  ['a neighbour below the same domain', { origin: 'https://other.example.gov.uk', 'sec-fetch-site': 'same-site' }],
  ['a neighbour that claims our origin', { origin: HOME, 'sec-fetch-site': 'same-site' }],
  ['an address typed by hand', { origin: HOME, 'sec-fetch-site': 'none' }],
  ['our name in the clear', { origin: 'http://frontdoor.example.gov.uk' }],
  ['our name on another port', { origin: `${HOME}:8443` }],
  ['our name as a prefix', { origin: `${HOME}.evil.example` }],
  ['our name in capitals', { origin: HOME.toUpperCase() }],
  ['us and another', { origin: `${HOME}, https://evil.example` }],
])('%s is refused', (_, headers) => {
  expect(sameOrigin(new Headers(headers), HOME)).toBe(false);
});
