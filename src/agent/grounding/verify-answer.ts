import type { Artifact } from '@/core/artifact/artifact';
import { withoutLinks } from '@/core/artifact/plain-text';
import type { Evidence, Finding, Rule } from './contract';
import { readStatements } from './read-statements';
import { dateKnown } from './rules/date-known';
import { directionMatches } from './rules/direction-matches';
import { measureMatches } from './rules/measure-matches';
import { memberMatches } from './rules/member-matches';
import { noRecital } from './rules/no-recital';
import { notMeasured } from './rules/not-measured';
import { numberKnown } from './rules/number-known';
import { numberWordsAbroad } from './rules/number-words-abroad';
import { periodMatches } from './rules/period-matches';
import { referenceWhole } from './rules/reference-whole';
import { superlativeMatches } from './rules/superlative-matches';
import { wholeMatches } from './rules/whole-matches';

/** What a text is checked for, in the order in which a model is told. A new check is one file and one line. */
const RULES: readonly Rule[] = [
  referenceWhole,
  numberKnown,
  numberWordsAbroad,
  dateKnown,
  memberMatches,
  periodMatches,
  measureMatches,
  notMeasured,
  directionMatches,
  superlativeMatches,
  wholeMatches,
  noRecital,
];

/** Everything in a text that the results do not bear out. Pure; empty for a truthful text. */
export function verifyText(text: string, evidence: Evidence): Finding[] {
  const findings = readStatements(text, evidence).flatMap((statement) => RULES.flatMap((rule) => rule.check(statement, evidence)));
  const links = withoutLinks(text).removed;
  if (links > 0)
    findings.push({ rule: 'link', start: 0, end: 0, text: '', problem: 'Links, images and markup are not part of an answer.' });
  return findings;
}

/** A model's text beside the prose: what is wrong with it, by where it stands. */
export interface AnswerFindings {
  prose: Finding[];
  title: Finding[];
  /** Findings of each option, by its place. */
  options: Finding[][];
  followUps: Finding[][];
}

/** Check everything a model wrote: prose, title, options and follow-ups. */
export function verifyAnswer(artifact: Pick<Artifact, 'prose' | 'title' | 'options' | 'followUps'>, evidence: Evidence): AnswerFindings {
  // Options and questions stand alone; figures in them are written out, never referred to.
  const beside: Evidence = { ...evidence, kind: 'answer' };
  const numbersOnly = (text: string): Finding[] =>
    verifyText(text, beside).filter((finding) => ['number', 'unit', 'date', 'reference', 'link', 'recital'].includes(finding.rule));
  return {
    prose: verifyText(artifact.prose, evidence),
    title: verifyText(artifact.title, beside),
    options: artifact.options.map((option) => [
      ...numbersOnly(option.label),
      ...numbersOnly(option.question),
      // A value is the reading it stands beside: name, number and unit must be one row's.
      ...(option.value === undefined ? [] : verifyText(option.value, beside)),
    ]),
    followUps: artifact.followUps.map(numbersOnly),
  };
}

export function isClean(findings: AnswerFindings): boolean {
  return [findings.prose, findings.title, ...findings.options, ...findings.followUps].every((list) => list.length === 0);
}
