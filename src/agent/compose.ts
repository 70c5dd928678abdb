import { languageOf } from '@/analyst/language/language-file';
import { inLanguage } from '@/analyst/wording/labels';
import { newArtifact, type Artifact } from '@/core/artifact/artifact';
import type { ToolOutput } from '@/tools/kit';
import type { AnswerStatus } from './chat-message';
import type { PresentAnswer } from './present-answer';

/** Parts of an answer as they come out of the loop. */
export interface TurnParts {
  question: string;
  outputs: ToolOutput[];
  text: string;
  present: PresentAnswer | null;
}

/** The artifact of a turn: tables and charts of its tools, its prose, what can be asked next. */
export function composeArtifact(parts: TurnParts): Artifact {
  const isRefused =
    parts.present?.kind === 'refusal' ||
    (parts.present === null && parts.outputs.length > 0 && parts.outputs.every((output) => output.refusal));
  const kind = isRefused ? 'refusal' : (parts.present?.kind ?? 'answer');
  // A refusal shows no empty table; a choice shows its options, not the readings' tables.
  const shown = kind === 'answer' ? parts.outputs.filter((output) => !output.refusal) : [];
  const tables = shown.flatMap((output) => output.tables);
  const artifact = newArtifact(kind, parts.present?.title ?? tables[0]?.title ?? parts.question, parts.text.trim());
  artifact.tables = tables;
  artifact.charts = settleCharts(shown);
  artifact.provenance = (kind === 'answer' ? shown : parts.outputs).flatMap((output) => output.provenance);
  artifact.followUps = parts.present?.followUps ?? [];
  artifact.options = parts.present?.options ?? [];
  const locale = parts.present?.locale;
  return locale ? inLanguage({ ...artifact, locale }, languageOf(locale), locale) : artifact;
}

/** Big numbers are left out beside a real chart: a one-row answer is drawn by the ranking around it. */
function settleCharts(outputs: readonly ToolOutput[]): Artifact['charts'] {
  const charts = outputs.flatMap((output) => output.charts);
  const drawn = charts.filter((chart) => chart.kind !== 'number');
  const onlyRows = (tableId: string): number =>
    outputs
      .flatMap((output) => output.tables)
      .find((table) => table.id === tableId)
      ?.columns.filter((column) => column.role === 'dimension' || column.role === 'time').length ?? 0;
  return drawn.length > 0 ? charts.filter((chart) => chart.kind !== 'number' || onlyRows(chart.tableId) === 0) : charts;
}

export function statusOf(artifact: Artifact): AnswerStatus {
  return artifact.kind === 'answer' ? 'answered' : artifact.kind === 'clarify' ? 'clarify' : 'refused';
}
