import { openRoute } from '@/app/_edge/route';
import { openapi } from '@/app/api/v1/_parts/openapi';
import { config } from '@/lib/platform/config';
import { json } from '@/lib/platform/http/answer';

/** The description of the doors for machines. */
export const GET = openRoute('GET /api/v1/openapi.json', () => Promise.resolve(json(openapi(config().publicOrigin))));
