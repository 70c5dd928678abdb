import { withoutLinks, withoutUnseen, withPlainDigits } from '@/core/artifact/plain-text';
import type { Artifact } from '@/core/artifact/artifact';
import type { Evidence, Finding } from './contract';
import { readStatements } from './read-statements';
import type { AnswerFindings } from './verify-answer';

/** Findings a model is told at once; more would not be read. */
const MOST_TOLD = 10;

/** A model's text made readable before it is checked: no hidden characters, digits of one script, no marks inside a number. */
export function toReadable(text: string): string {
  return withPlainDigits(withoutUnseen(text)).replace(/(?<=\d)[*_`~]+(?=\d)/g, '');
}

/** What the model is told to write its text once more. */
export function correctionFor(findings: AnswerFindings): string {
  const list = [
    ...findings.prose,
    ...findings.options.flatMap((option, index) =>
      option.map((finding) => ({ ...finding, problem: `Option ${index + 1}: ${finding.problem}` })),
    ),
  ];
  const problems = [...new Set(list.map((finding) => finding.problem))];
  return [
    'Your answer was checked against the results and not shown. Write the whole answer again, correcting this:',
    ...problems.slice(0, MOST_TOLD).map((problem, index) => `${index + 1}. ${problem}`),
    'Write numbers only as references to cells, [[tableId/row/column]], each beside the name, period and measure of its own row. Ask a tool for a number that is missing. Then call presentAnswer.',
  ].join('\n');
}

/** Prose without the sentences that did not hold. `isMainLost`: the sentence that answers is among them. */
export function withoutFindings(prose: string, findings: readonly Finding[], evidence: Evidence): { prose: string; isMainLost: boolean } {
  const statements = readStatements(prose, evidence);
  const isWrong = ({ offset, text }: { offset: number; text: string }): boolean =>
    findings.some((finding) => finding.end > finding.start && finding.start < offset + text.length && finding.end > offset);
  const main = statements.find((statement) => statement.claims.length > 0) ?? statements[0];
  const kept = statements
    .filter((statement) => !isWrong(statement))
    .map((statement) => statement.text)
    .join('')
    .trim();
  const clean = withoutLinks(kept).text.trim();
  return { prose: clean, isMainLost: clean === '' || (main !== undefined && isWrong(main)) };
}

/** The artifact without titles, options and follow-ups that did not hold. */
export function withoutWrongParts(artifact: Artifact, findings: AnswerFindings, defaultTitle: string): Artifact {
  const isRight = (lists: readonly Finding[][]) => (_entry: unknown, index: number) => (lists[index] ?? []).length === 0;
  return {
    ...artifact,
    title: findings.title.length > 0 ? defaultTitle : artifact.title,
    options: artifact.options.filter(isRight(findings.options)),
    followUps: artifact.followUps.filter(isRight(findings.followUps)),
  };
}

/** Every text of an answer without links, images, markup and hidden characters, whoever wrote it. */
export function toHarmless(artifact: Artifact): Artifact {
  const clean = (text: string): string => withoutLinks(withoutUnseen(text)).text;
  return {
    ...artifact,
    title: clean(artifact.title),
    prose: clean(artifact.prose),
    followUps: artifact.followUps.map(clean).filter((question) => question.trim() !== ''),
    options: artifact.options.map((option) => ({
      label: clean(option.label),
      question: clean(option.question),
      ...(option.value === undefined ? {} : { value: clean(option.value) }),
    })),
  };
}
