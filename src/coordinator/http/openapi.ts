// OpenAPI 3.1 from the route table and the schemas that the server itself checks requests with.

import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { ROUTES, type Route } from '../../protocol/routes.ts';
import { ErrorBody } from '../../protocol/wire.ts';

export function openApiDocument(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [operationId, route] of Object.entries(ROUTES)) {
    (paths[route.path] ??= {})[route.method] = operation(operationId, route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tabloom',
      version: String(PROTOCOL_VERSION),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: schemaOf(ErrorBody) },
    },
  };
}

function operation(operationId: string, route: Route): Record<string, unknown> {
  const error = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } };
  const responseType = route.responseType ?? 'application/json';
  return {
    operationId,
    summary: route.summary,
    ...(route.auth === 'none'
      ? {}
      : { security: route.auth === 'optional' ? [{}, { token: [] }] : [{ token: [] }] }),
    parameters: [
      ...[...route.path.matchAll(/\{(\w+)\}/g)].map((match) => ({
        name: match[1],
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      ...Object.entries(route.query ?? {}).map(([name, description]) => ({
        name,
        in: 'query',
        description,
        schema: { type: 'string' },
      })),
    ],
    ...(route.request || route.requestType
      ? {
          requestBody: {
            required: true,
            content: { [route.requestType ?? 'application/json']: bodyOf(route.request) },
          },
        }
      : {}),
    responses: {
      '200': { description: 'Done', content: { [responseType]: bodyOf(route.response) } },
      default: { description: 'What was wrong and what to do', content: error },
    },
  };
}

function bodyOf(schema: v.GenericSchema | undefined): Record<string, unknown> {
  return schema ? { schema: schemaOf(schema) } : {};
}

function schemaOf(schema: v.GenericSchema): unknown {
  // What JSON Schema cannot say (brands, trimming) is left out; the server checks it all the same.
  const { $schema: _, ...json } = toJsonSchema(schema, { errorMode: 'ignore' });
  return json;
}
