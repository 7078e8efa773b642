import { z } from 'zod';
import { EXAMPLES, type Example } from './examples';
import { guideAnswer, notificationsAnswer, problemAnswer, receiptAnswer, sentBatch, sentReport, statusAnswer } from './schemas';

type Json = Record<string, unknown>;

/** A schema under its name as the description writes it, and beside it what has a name within it; of what is sent, as it may be sent. */
function schemaOf(name: string, schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, $defs, ...written } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return JSON.parse(JSON.stringify({ ...$defs, [name]: written }).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const answer = (description: string, name: string, type = 'application/json') => ({ description, content: { [type]: { schema: ref(name) } } });
const problem = (description: string) => answer(description, 'Problem', 'application/problem+json');

const RETRY = { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds to wait.' } };
const CUT_OFF = { 400: problem('Less arrived than was announced. Nothing was taken: send it again under the same key.') };

const DOOR = { 401: problem('No key that is known, or a revoked one: nothing was taken.'), 403: problem('The key opens another door, or a browser asked: nothing was taken.'), 500: problem('The fault is ours. Whether all of it was taken is not known: send it again under the same key, and it is taken once.'), 503: { ...problem('Away for a moment. Whether it was taken is not known: send it again under the same key, and it is taken once.'), headers: RETRY } };

const LIMITED = { 429: { ...problem('Asked too often.'), headers: RETRY } };

const bodies = (path: string, method: Example['method']) => Object.fromEntries(EXAMPLES.filter((each) => each.path === path && each.method === method && each.body !== undefined).map(({ id, title, body }) => [id, { summary: title, value: body }]));

const reference = { name: 'reference', in: 'path', required: true, schema: { type: 'string' } };
const idempotencyKey = { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' }, description: 'Your own word for this concern. Send the same body under it until you get an answer; without one, each sending is a concern of its own.' };

/** The description of the doors for machines (OpenAPI 3.1), made of the schemas that read what comes. */
export function openapi(origin: string): Json {
  return {
    openapi: '3.1.0',
    info: { title: 'Doorstep', version: '1', description: 'Concerns about children, from the systems of partner agencies. It is no way to call for help: if a child is in danger now, ring 999.' },
    servers: [{ url: origin }],
    externalDocs: { url: `${origin}/help/api` },
    paths: {
      '/api/v1/contacts': {
        post: {
          operationId: 'fileContact',
          summary: 'File a concern',
          description: 'Never refused for its shape: what cannot be read is answered 202 and typed in by a person.',
          security: [{ key: [] }],
          parameters: [idempotencyKey],
          requestBody: { required: true, content: { 'application/json': { schema: ref('Report'), examples: bodies('/api/v1/contacts', 'POST') } } },
          responses: { 201: answer('It is a contact.', 'Receipt'), 200: answer('It had been filed under this key already.', 'Receipt'), 202: problem('Taken, and to be typed in by a person.'), 409: problem('Something else was filed under this key; both are kept.'), 413: problem('More than 8 megabytes: nothing was taken, and the duty service was told. Of more than 2 megabytes the beginning is kept (202).'), ...CUT_OFF, ...DOOR },
        },
      },
      '/api/v1/contacts/{reference}': {
        get: { operationId: 'readContact', summary: 'How far a contact of your agency is', security: [{ key: [] }], parameters: [reference], responses: { 200: answer('What its referrer reads.', 'Status'), 404: problem('Nothing here, or nothing for you.'), ...LIMITED, ...DOOR } },
      },
      '/api/v1/notifications': {
        post: {
          operationId: 'sendNotifications',
          summary: 'Send notifications in large numbers',
          description: 'Each is a contact of its own, known again by its id; when it happened, was sent and was here are three times.',
          security: [{ key: [] }],
          parameters: [{ ...idempotencyKey, description: 'Of a body that is no list of notifications, by which a repeat of it is known; each notification is known by its own id.' }],
          requestBody: { required: true, content: { 'application/json': { schema: ref('Notifications'), examples: bodies('/api/v1/notifications', 'POST') } } },
          responses: { 200: answer('What became of each; what follows the hundredth is 202, each by itself. What follows another thousand has one result together, the last.', 'NotificationsAnswer'), 202: problem('No list of notifications: taken, and to be typed in by a person.'), 409: problem('No list of notifications, and something else came under this Idempotency-Key; both are kept.'), 413: problem('More than 8 megabytes: nothing was taken, and the duty service was told.'), ...CUT_OFF, ...DOOR },
        },
      },
      '/api/v1/guides/{area}': {
        get: { operationId: 'readGuide', summary: 'The threshold guide in force', parameters: [{ name: 'area', in: 'path', required: true, schema: { type: 'string' }, description: 'As in the address of the area’s page.' }], responses: { 200: answer('The guide in force.', 'Guide'), 404: problem('No such area.') } },
      },
    },
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of the page “Keys”: for one agency, and for one purpose.' } },
      schemas: { ...schemaOf('Report', sentReport, 'input'), ...schemaOf('Notifications', sentBatch, 'input'), ...schemaOf('NotificationsAnswer', notificationsAnswer, 'output'), ...schemaOf('Receipt', receiptAnswer, 'output'), ...schemaOf('Status', statusAnswer, 'output'), ...schemaOf('Guide', guideAnswer, 'output'), ...schemaOf('Problem', problemAnswer, 'output') },
    },
  };
}
