import { formatCell } from '@/core/artifact/format';
import type { Option } from '@/core/artifact/artifact';
import type { Decision } from '@/analyst/frames/decide';
import type { Frame } from '@/analyst/frames/frame';
import { wordAnswer } from './answer';
import type { Speaker, Spoken } from './decisions';
import { wordRefusal } from './notes';
import { dimensionTitle, say } from './say';
import type { SeenOutput } from './seen';

/** Two figures closer than this, as a part of the greater, lead to the same answer. */
const CLOSE = 0.05;

interface Side {
  frame: Frame;
  output: SeenOutput;
  /** Who comes first, when groups are asked for. */
  name: string;
  value: number;
  shown: string;
}

/** Ask which of two things a name means when they lead to different numbers, with the number of each; else answer. */
export function wordTwofold(decision: Extract<Decision, { kind: 'twofold' }>, outputs: readonly SeenOutput[], speaker: Speaker): Spoken {
  const sides = decision.frames.map((frame, index) => sideOf(frame, outputs[index], speaker));
  const [first, ...others] = sides.flatMap((side) => side ?? []);
  if (!first) {
    const refusal = outputs.find((output) => output.refusal)?.refusal;
    return { kind: 'refusal', text: refusal ? wordRefusal(refusal, speaker) : say(speaker.language, 'noData'), followUps: [], options: [] };
  }
  if (others.every((other) => !differ(first, other)))
    return { kind: 'answer', text: wordAnswer(first.frame, first.output, speaker), followUps: [], options: [] };
  const options = decision.options.map((option, index): Option => ({
    label: say(speaker.language, 'clarify.thing', { dimension: dimensionTitle(option.dimension, speaker.language), value: option.value }),
    value: sides[index]?.shown ?? '',
    question: option.question,
  }));
  const [one, ...rest] = options.map(({ label }) => label);
  const names = { said: decision.said, one: one ?? '', other: rest.join(', ') };
  return { kind: 'clarify', text: say(speaker.language, 'clarify.twofold', names), followUps: [], options };
}

function sideOf(frame: Frame, output: SeenOutput | undefined, { locale }: Speaker): Side | null {
  const table = output?.tables[0];
  const row = table?.rows[0];
  if (!output || output.refusal || !table || !row) return null;
  const metric = frame.query.metrics[0] ?? '';
  const column = table.columns.find((candidate) => candidate.id === metric);
  const isCourse = frame.query.grain !== undefined && table.total?.[metric] !== undefined;
  const cell = (isCourse ? table.total?.[metric] : row[metric]) ?? null;
  const name = isCourse ? '' : (frame.query.dimensions ?? []).map((id) => String(row[id] ?? '')).join(' \u00b7 ');
  const shown = column ? formatCell(cell, { ...column, role: 'metric', type: 'number' }, locale) : '';
  return { frame, output, name, value: Number(cell ?? 0), shown: name === '' ? shown : `${name}: ${shown}` };
}

function differ(a: Side, b: Side): boolean {
  return a.name !== b.name || Math.abs(a.value - b.value) > CLOSE * Math.max(Math.abs(a.value), Math.abs(b.value));
}
