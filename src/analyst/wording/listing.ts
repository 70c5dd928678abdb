import type { AdviceWish } from '@/analyst/frames/advice';
import { cellReference } from '@/core/artifact/prose';
import type { Row } from '@/core/artifact/artifact';
import { REASON_TITLES } from '@/core/listings/judge-listing';
import type { Speaker, Spoken } from './decisions';
import { listed, say } from './say';
import type { SeenOutput, SeenTable } from './seen';

/** Marketplaces said aloud when none was named. */
const SAID = 2;
const REASON_IDS: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(REASON_TITLES).map(([id, title]) => [title, id]));

/** Whether to sell a product on one more marketplace: the verdict, what speaks for and against, and what it is not. */
export function wordListing({ products }: AdviceWish, { tables }: SeenOutput, speaker: Speaker): Spoken {
  const { language } = speaker;
  const [figures, reasons] = tables;
  const product = products[0] ?? '';
  const markets = [...new Set((reasons?.rows ?? []).map(({ marketplace }) => String(marketplace)))];
  const followUps = [say(language, 'ask.topProducts')];
  if (!figures || !reasons || markets.length === 0)
    return { kind: 'answer', text: say(language, 'listing.nowhere', { product }), followUps, options: [] };
  const rank = (marketplace: string): number => {
    const row = figures.rows.find((each) => each['marketplace'] === marketplace);
    return Number(row?.['netPerMonth'] ?? -1);
  };
  const said = markets
    .toSorted((a, b) => rank(b) - rank(a))
    .slice(0, SAID)
    .map((marketplace) => wordMarket({ product, marketplace, figures }, rowsOf(reasons, marketplace), speaker));
  const isEstimated = reasons.rows.some(({ verdict }) => verdict !== 'alreadySold' && verdict !== 'noBasis');
  const text = [...said, ...(isEstimated ? [say(language, 'listing.estimate')] : [])].join(' ');
  return { kind: 'answer', text, followUps, options: [] };
}

const rowsOf = ({ rows }: SeenTable, marketplace: string): Row[] => rows.filter((row) => row['marketplace'] === marketplace);

function wordMarket(
  { product, marketplace, figures }: { product: string; marketplace: string; figures: SeenTable },
  reasons: readonly Row[],
  { language }: Speaker,
): string {
  const verdict = String(reasons[0]?.['verdict'] ?? 'noBasis');
  const at = figures.rows.findIndex((row) => row['marketplace'] === marketplace);
  const units = cellReference(figures.id, at, verdict === 'alreadySold' ? 'units' : 'unitsPerMonth');
  const head = say(language, `listing.${verdict}`, { product, marketplace, units, net: cellReference(figures.id, at, 'netPerUnit') });
  const side = (speaks: string): string =>
    listed(
      reasons.flatMap((row) =>
        row['speaks'] === speaks ? [say(language, `listing.${REASON_IDS[String(row['reason'])] ?? 'demand'}`)] : [],
      ),
      language,
    );
  const [forIt, against] = [side('for'), side('against')];
  return [
    head,
    ...(forIt === '' ? [] : [say(language, 'listing.for', { reasons: forIt })]),
    ...(against === '' ? [] : [say(language, 'listing.against', { reasons: against })]),
  ].join(' ');
}
