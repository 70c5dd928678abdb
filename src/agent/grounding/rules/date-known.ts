import type { Evidence, Finding, Rule, TimeMention } from '../contract';
import { found } from '../contract';
import { findTimes, overlaps } from '../times';

const ID = 'date';

/** A date must be one the results, the question or today give; a month or year must lie in the data or the question. */
export const dateKnown: Rule = {
  id: ID,
  check(statement, evidence) {
    const known = knownDays(evidence);
    const asked = findTimes(evidence.question, evidence).flatMap((mention) => mention.spans);
    return statement.times.flatMap((mention): Finding[] => {
      if (/^(?:last|this|previous|past|current|today|yesterday)\b/i.test(mention.text)) return [];
      const isKnown = mention.spans.some((span) => isGiven(mention, span, known) || asked.some((other) => overlaps(span, other)));
      return isKnown ? [] : [found(statement, mention, ID, `"${mention.text}" is in no result.`)];
    });
  },
};

interface Known {
  days: ReadonlySet<string>;
  spans: readonly { from: string; to: string }[];
}

function isGiven(mention: TimeMention, span: { from: string; to: string }, known: Known): boolean {
  if (mention.grain === 'day') return known.days.has(span.from);
  if (mention.grain === 'range') return known.spans.some((other) => overlaps(span, other));
  return known.spans.some((other) => overlaps(span, other)) || [...known.days].some((day) => day >= span.from && day <= span.to);
}

function knownDays(evidence: Evidence): Known {
  const spans = evidence.provenance.flatMap((entry) =>
    [
      entry.period,
      entry.comparison,
      ...entry.freshness.flatMap((source) => (source.firstDay && source.lastDay ? [{ from: source.firstDay, to: source.lastDay }] : [])),
    ].filter((span) => span != null),
  );
  const texts = [
    ...evidence.provenance.flatMap((entry) => [...entry.gaps, ...entry.freshness.map((source) => source.asOf ?? '')]),
    ...evidence.tables.flatMap((table) => table.rows.flatMap((row) => Object.values(row).filter((value) => typeof value === 'string'))),
  ];
  const written = texts.flatMap((text) => [...text.matchAll(/\d{4}-\d{2}-\d{2}/g)].map((match) => match[0]));
  const labels = evidence.tables.flatMap((table) =>
    table.columns
      .filter((column) => column.role === 'time' || column.type === 'date')
      .flatMap((column) => table.rows.flatMap((row) => (typeof row[column.id] === 'string' ? [String(row[column.id])] : []))),
  );
  return {
    days: new Set([...spans.flatMap((span) => [span.from, span.to]), ...written, evidence.today]),
    spans: [
      ...spans,
      ...labels
        .filter((label) => /^\d{4}/.test(label))
        .map((label) => ({ from: label.slice(0, 7).padEnd(10, '-01'), to: `${label.slice(0, 7)}-31` })),
      { from: evidence.today, to: evidence.today },
    ],
  };
}
