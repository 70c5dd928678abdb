/** One request with its answer, as they went over the wire. */
export interface Exchange {
  method: string;
  url: string;
  status: number;
  body: unknown;
}

interface Schema {
  $ref?: string;
  oneOf?: Schema[];
  type?: string;
  nullable?: boolean;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
}

interface Operation {
  parameters?: Parameter[];
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

export interface OpenApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/**
 * What requests and answers have that an OpenAPI 3.0 document has not. Stricter than the standard, where fields nobody
 * named are legal: a field the vendor does not know is a mistake here.
 */
export class OpenApi {
  private readonly document: OpenApiDocument;

  constructor(document: OpenApiDocument) {
    this.document = document;
  }

  problems({ method, url, status, body }: Exchange): string[] {
    const { pathname, searchParams } = new URL(url);
    const found = this.operationOf(method, pathname);
    if (!found) return [`${method} ${pathname} is no operation`];
    const { operation, ids } = found;
    const schema = Object.values(operation.responses[String(status)]?.content ?? {})[0]?.schema;
    const wrong = schema ? this.check(body, schema, '') : [`no answer ${status}`];
    const asked = [...this.valueProblems(operation, 'path', ids), ...this.valueProblems(operation, 'query', searchParams)];
    return [...asked, ...wrong].map((text) => `${method} ${pathname}: ${text}`);
  }

  /** The operation, and what stands in the places of its path. */
  private operationOf(method: string, pathname: string): { operation: Operation; ids: URLSearchParams } | null {
    const parts = pathname.split('/');
    // Names before placeholders: /listings/batch is not the listing "batch".
    const template = Object.keys(this.document.paths)
      .sort((a, b) => a.split('{').length - b.split('{').length)
      .find((path) => {
        const names = path.split('/');
        return names.length === parts.length && names.every((name, index) => name.startsWith('{') || name === parts[index]);
      });
    const operation = this.document.paths[template ?? '']?.[method.toLowerCase()];
    if (template === undefined || !operation) return null;
    const ids = template.split('/').flatMap((name, index) => (name.startsWith('{') ? [[name.slice(1, -1), parts[index] ?? '']] : []));
    return { operation, ids: new URLSearchParams(ids) };
  }

  private valueProblems({ parameters = [] }: Operation, place: 'path' | 'query', values: URLSearchParams): string[] {
    const named = parameters.filter((parameter) => parameter.in === place);
    const unknown = [...values.keys()].filter((name) => !named.some((parameter) => parameter.name === name));
    const missing = named.filter(({ name, required }) => required && !values.has(name));
    const wrong = named.flatMap(({ name, schema = {} }) => {
      const text = values.get(name);
      return text === null ? [] : this.check(fromText(text, schema), schema, `${place} ${name}`);
    });
    return [...unknown.map((name) => `unknown ${place} ${name}`), ...missing.map(({ name }) => `missing ${place} ${name}`), ...wrong];
  }

  private check(value: unknown, schema: Schema, at: string): string[] {
    if (schema.$ref) return this.check(value, this.document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, at);
    if (value === null) return schema.nullable ? [] : [`${at} is null`];
    if (schema.oneOf) {
      const tried = schema.oneOf.map((one) => this.check(value, one, at));
      return tried.find((problems) => problems.length === 0) ?? tried[0] ?? [];
    }
    if (schema.type === 'object') return this.checkObject(value, schema, at);
    if (schema.type !== 'array') return checkScalar(value, schema, at);
    if (!Array.isArray(value)) return [`${at} is no list`];
    return value.flatMap((item, index) => this.check(item, schema.items ?? {}, `${at}[${index}]`));
  }

  private checkObject(value: unknown, { properties = {}, required = [] }: Schema, at: string): string[] {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at} is no object`];
    const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`);
    const wrong = Object.entries(value).flatMap(([name, inner]) => {
      const schema = properties[name];
      return schema ? this.check(inner, schema, `${at}.${name}`) : [`${at}.${name} is unknown`];
    });
    return [...missing, ...wrong];
  }
}

function checkScalar(value: unknown, { type, enum: words, minimum = -Infinity, maximum = Infinity }: Schema, at: string): string[] {
  const isType =
    type === undefined ||
    (type === 'integer' ? Number.isSafeInteger(value) : typeof value === type && (type !== 'number' || Number.isFinite(value)));
  if (!isType) return [`${at} is no ${type}: ${JSON.stringify(value)}`];
  if (words && !words.includes(value)) return [`${at} is none of ${words.join(', ')}: ${JSON.stringify(value)}`];
  const isWithin = typeof value !== 'number' || (value >= minimum && value <= maximum);
  return isWithin ? [] : [`${at} is beyond ${minimum} to ${maximum}: ${JSON.stringify(value)}`];
}

/** A value of an address, which has only text. Lists are written with commas. */
function fromText(text: string, { type, items }: Schema): unknown {
  if (type === 'array') return text.split(',').map((part) => fromText(part, items ?? {}));
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return (type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
