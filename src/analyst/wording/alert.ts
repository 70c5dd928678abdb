import { cellReference } from '@/core/artifact/prose';
import type { AlertCondition } from '@/core/alerts/alert';
import type { AlertWish } from '@/analyst/frames/alert';
import type { Speaker, Spoken } from './decisions';
import { wordRefusal } from './notes';
import { metricTitle, say } from './say';
import type { SeenOutput } from './seen';

/** An alert that was made: what it waits for. */
export function wordAlert({ metric, condition }: AlertWish, output: SeenOutput | undefined, speaker: Speaker): Spoken {
  const { language } = speaker;
  const table = output?.tables[0];
  if (!output || output.refusal || !table) {
    const text = output?.refusal ? wordRefusal(output.refusal, speaker) : say(language, 'change.declined');
    return { kind: output?.refusal ? 'refusal' : 'answer', text, followUps: [], options: [] };
  }
  const what = say(language, `alert.${wayOf(condition)}`, {
    metric: metricTitle(metric, language),
    limit: cellReference(table.id, 0, 'limit'),
  });
  return { kind: 'answer', text: say(language, 'alert.done', { what }), followUps: [], options: [] };
}

function wayOf({ is, against }: AlertCondition): 'above' | 'below' | 'rises' | 'falls' {
  if (against === null) return is;
  return is === 'above' ? 'rises' : 'falls';
}
