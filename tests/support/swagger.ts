import type { OpenApiDocument } from './openapi';

/** A schema of Swagger 2.0, as far as Amazon's models use it. */
interface SwaggerSchema {
  $ref?: string;
  type?: string;
  properties?: Record<string, SwaggerSchema>;
  required?: string[];
  items?: SwaggerSchema;
  allOf?: SwaggerSchema[];
}

interface SwaggerParameter extends Omit<SwaggerSchema, 'required'> {
  name: string;
  in: string;
  required?: boolean;
}

interface SwaggerOperation {
  parameters?: SwaggerParameter[];
  responses: Record<string, { schema?: SwaggerSchema }>;
}

export interface SwaggerDocument {
  /** Operations by method, among remarks of the vendor's own. */
  paths: Record<string, Record<string, unknown>>;
  definitions: Record<string, SwaggerSchema>;
}

type Schema = NonNullable<NonNullable<OpenApiDocument['components']>['schemas']>[string];
type Operation = OpenApiDocument['paths'][string][string];

/** A Swagger 2.0 document in the form of OpenAPI 3.0: parameters have schemas, answers have content, parts are put together. */
export function fromSwagger({ paths, definitions }: SwaggerDocument): OpenApiDocument {
  const toSchema = (schema: SwaggerSchema): Schema => {
    const whole = merged(schema, definitions);
    // An object of which nothing is said may hold anything.
    if (whole.type === 'object' && !whole.properties) return {};
    const { allOf: _, items, properties, ...rest } = whole;
    return {
      ...rest,
      // A schema with properties is one of an object, though some forget to say so.
      ...(properties ? { type: 'object', properties: mapValues(properties, toSchema) } : {}),
      ...(items ? { items: toSchema(items) } : {}),
    };
  };
  const toOperation = ({ parameters = [], responses }: SwaggerOperation): Operation => ({
    parameters: parameters.map(({ name, in: place, required, ...schema }) => ({
      name,
      in: place,
      required: Boolean(required),
      schema: toSchema(schema),
    })),
    responses: mapValues(responses, ({ schema }) => ({ content: { json: { schema: toSchema(schema ?? {}) } } })),
  });
  const operations = (path: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(path).flatMap(([method, operation]) => (isOperation(operation) ? [[method, toOperation(operation)]] : [])),
    );
  return { paths: mapValues(paths, operations), components: { schemas: mapValues(definitions, toSchema) } };
}

/** What all parts of a schema say together. */
function merged(schema: SwaggerSchema, definitions: Record<string, SwaggerSchema>): SwaggerSchema {
  if (!schema.allOf) return schema;
  const parts = schema.allOf.map((part) => merged(part.$ref ? (definitions[part.$ref.split('/').at(-1) ?? ''] ?? {}) : part, definitions));
  return {
    type: 'object',
    properties: Object.assign({}, ...parts.map(({ properties = {} }) => properties)) as Record<string, SwaggerSchema>,
    required: parts.flatMap(({ required = [] }) => required),
  };
}

const isOperation = (value: unknown): value is SwaggerOperation => typeof value === 'object' && value !== null && 'responses' in value;

const mapValues = <T, R>(record: Record<string, T>, map: (value: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
