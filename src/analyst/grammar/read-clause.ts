import { openClause } from './clause';
import { readAverages } from './read-averages';
import type { Draft } from './draft';
import { readBounds } from './read-bounds';
import { readExcepted } from './read-excepted';
import { readFunctions, settleGrowth, settleShare } from './read-functions';
import { readNouns, settleLeft, settleRanked } from './read-nouns';
import { readNumbers } from './read-numbers';
import { readRoles } from './read-roles';
import { readValues, settleGroups } from './read-values';
import { settleBuckets } from './settle-buckets';
import type { Tagged } from './tag';

/** Read one clause: each reader takes the marks it understands and leaves the rest to the next. */
export function readClause(tagged: Tagged): Draft {
  const clause = openClause(tagged);
  readExcepted(clause);
  readBounds(clause);
  readFunctions(clause);
  readNumbers(clause);
  readNouns(clause);
  settleRanked(clause);
  readValues(clause);
  settleGroups(clause);
  readAverages(clause);
  settleBuckets(clause);
  settleLeft(clause);
  settleGrowth(clause);
  settleShare(clause);
  readRoles(clause);
  return clause.draft;
}
