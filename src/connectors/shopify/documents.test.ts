import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  parse,
  validate,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import * as documents from './documents';
import { SDL } from './sandbox/sdl';

/** The vendor's schema is not part of this repository: without it, what depends on it is skipped. */
const FILE = path.resolve(import.meta.dirname, '../../../../shared/specs/shopify/admin_2026-10.schema.graphql.gz');
const hasVendorSchema = existsSync(FILE);
const vendor = hasVendorSchema ? buildSchema(gunzipSync(readFileSync(FILE)).toString('utf8')) : null;

const search = "updated_at:>='2026-01-01T00:00:00Z' AND test:false";
const made = { bulkOrders: documents.bulkOrders(search), orderCounts: documents.orderCounts([search, search]) };
const all = Object.entries({ ...documents, ...made }).flatMap(([name, value]) =>
  typeof value === 'string' && value.includes('{') ? [[name, value] as const] : [],
);
const sandbox = buildSchema(SDL);

const problems = (schema: GraphQLSchema, text: string): string[] => validate(schema, parse(text)).map(({ message }) => message);

describe('documents', () => {
  it.each(all)('%s is answered by the sandbox', (_name, text) => {
    expect(problems(sandbox, text)).toEqual([]);
  });

  describe.skipIf(!hasVendorSchema)(`against ${path.basename(FILE)}, skipped without ../shared/specs`, () => {
    it.each(all)('%s is valid', (_name, text) => {
      expect(vendor && problems(vendor, text)).toEqual([]);
    });

    it('a misspelled field is found', () => {
      expect(vendor && problems(vendor, documents.ORDERS.replace('happenedAt', 'happendAt'))).not.toEqual([]);
    });

    it('the schema of the sandbox is a part of it', () => {
      const mine = Object.values(sandbox.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
      expect(mine.length).toBeGreaterThan(40);
      expect(mine.flatMap((type) => differences(type, vendor?.getType(type.name)))).toEqual([]);
    });
  });
});

/** What a type of the sandbox has that the vendor's has not, or has otherwise. */
function differences(mine: GraphQLNamedType, theirs: GraphQLNamedType | undefined): string[] {
  if (!theirs || mine.constructor !== theirs.constructor) return [`${mine.name} is no such type`];
  if (isScalarType(mine) || isInputObjectType(mine)) return [];
  if (isEnumType(mine) && isEnumType(theirs)) {
    return mine.getValues().flatMap(({ name }) => (theirs.getValue(name) ? [] : [`${mine.name}.${name}`]));
  }
  if (!(isObjectType(mine) || isInterfaceType(mine)) || !(isObjectType(theirs) || isInterfaceType(theirs)))
    return [`${mine.name} is of another kind`];
  return Object.values(mine.getFields()).flatMap((field) => {
    const other = theirs.getFields()[field.name];
    if (!other || String(other.type) !== String(field.type)) return [`${mine.name}.${field.name}: ${String(field.type)}`];
    return field.args.flatMap((argument) => {
      const same = other.args.find(({ name }) => name === argument.name);
      const isSame = same && String(same.type) === String(argument.type) && same.defaultValue === argument.defaultValue;
      return isSame ? [] : [`${mine.name}.${field.name}(${argument.name})`];
    });
  });
}
