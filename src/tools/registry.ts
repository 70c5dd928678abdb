import type { ToolSet } from 'ai';
import { describeData } from './describe-data/tool';
import { explainDifference } from './explain-difference/tool';
import { findEntities } from './find-entities/tool';
import type { ToolContext } from './kit';
import { queryMetrics } from './query-metrics/tool';

/** Every tool the agent may call, bound to one workspace and turn. A new tool is one folder and one line here. */
export function createTools(context: ToolContext) {
  return {
    queryMetrics: queryMetrics(context),
    describeData: describeData(context),
    findEntities: findEntities(context),
    explainDifference: explainDifference(context),
  } satisfies ToolSet;
}
