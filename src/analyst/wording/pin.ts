import { cellReference } from '@/core/artifact/prose';
import type { Speaker, Spoken } from './decisions';
import { wordRefusal } from './notes';
import { say } from './say';
import type { SeenOutput } from './seen';

/** An answer that was pinned: what it is called on the dashboard. */
export function wordPin(output: SeenOutput | undefined, speaker: Speaker): Spoken {
  const { language } = speaker;
  const table = output?.tables[0];
  const text = output?.refusal
    ? wordRefusal(output.refusal, speaker)
    : table
      ? say(language, 'pin.done', { title: cellReference(table.id, 0, 'title') })
      : say(language, 'notUnderstood');
  return { kind: table && !output?.refusal ? 'answer' : 'refusal', text, followUps: [], options: [] };
}
