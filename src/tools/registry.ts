import { asSchema, type Schema, type ToolSet } from 'ai';
import { boughtTogether } from './bought-together/tool';
import { checkFreshness } from './check-freshness/tool';
import { compareListingsTool } from './compare-listings/tool';
import { confirmAlert, createAlert } from './create-alert/tool';
import { describeData } from './describe-data/tool';
import { explainChange } from './explain-change/tool';
import { explainDifference } from './explain-difference/tool';
import { findEntities } from './find-entities/tool';
import type { ToolContext, ToolEntry } from './kit';
import { confirmPin, pinAnswer } from './pin-answer/tool';
import { queryMetrics } from './query-metrics/tool';
import { recommendProducts } from './recommend-products/tool';
import { reviewTrust } from './review-trust/tool';
import { confirmDigest, scheduleDigest } from './schedule-digest/tool';
import { searchReviews } from './search-reviews/tool';
import { syncNow } from './sync-now/tool';
import { whatIf } from './what-if/tool';

/** Every tool the agent may call, with what it does to the world. A new tool is one folder and one line here. */
export const TOOLS: Readonly<Record<string, ToolEntry>> = {
  queryMetrics: { effect: 'read', create: queryMetrics },
  describeData: { effect: 'read', create: describeData },
  checkFreshness: { effect: 'read', create: checkFreshness },
  syncNow: { effect: 'sync', create: syncNow },
  findEntities: { effect: 'read', create: findEntities },
  explainDifference: { effect: 'read', create: explainDifference },
  explainChange: { effect: 'read', create: explainChange },
  searchReviews: { effect: 'read', create: searchReviews },
  whatIf: { effect: 'read', create: whatIf },
  reviewTrust: { effect: 'read', create: reviewTrust },
  recommendProducts: { effect: 'read', create: recommendProducts },
  boughtTogether: { effect: 'read', create: boughtTogether },
  compareListings: { effect: 'read', create: compareListingsTool },
  createAlert: { effect: 'write', create: createAlert, confirm: confirmAlert },
  pinAnswer: { effect: 'write', create: pinAnswer, confirm: confirmPin },
  scheduleDigest: { effect: 'write', create: scheduleDigest, confirm: confirmDigest },
};

/** The tools of a list, bound to one workspace and turn. */
export function createTools(context: ToolContext, entries: Readonly<Record<string, ToolEntry>> = TOOLS): ToolSet {
  return Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, withKnownSchema(entry.create(context))]));
}

// What a tool takes is described to the model in JSON Schema. It does not change, and describing it costs milliseconds.
const described = new WeakMap<object, Schema<unknown>>();

function withKnownSchema(tool: ToolSet[string]): ToolSet[string] {
  const { inputSchema } = tool;
  const schema = described.get(inputSchema) ?? asSchema<unknown>(inputSchema);
  described.set(inputSchema, schema);
  return { ...tool, inputSchema: schema } as ToolSet[string];
}
