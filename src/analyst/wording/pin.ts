import { cellReference } from '@/core/artifact/prose';
import type { Speaker, Spoken } from './decisions';
import { wordRefusal } from './notes';
import { say } from './say';
import type { SeenOutput } from './seen';

/** An answer that was pinned: what it is called on the dashboard. */
export function wordPin(output: SeenOutput | undefined, speaker: Speaker): Spoken {
  const { language } = speaker;
  const table = output?.tables[0];
  const text =
    output?.refusal?.code !== undefined
      ? wordRefusal(output.refusal, speaker)
      : table
        ? say(language, 'pin.done', { title: cellReference(table.id, 0, 'title') })
        : // It was not run: the person declined, or the turn may not change anything.
          say(language, 'pin.unable');
  return { kind: table && !output?.refusal ? 'answer' : 'refusal', text, followUps: [], options: [] };
}
