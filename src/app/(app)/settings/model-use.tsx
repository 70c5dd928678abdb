import type { ReactNode } from 'react';
import { formatBucket } from '@/core/artifact/format';
import { getContainer } from '@/server/container';
import { readModelUse, type UseLine } from '@/server/model-use';
import { requirePageSession } from '@/server/session';

/** Which model answers here, what it used by day and month, and its limits. */
export async function ModelUse(): Promise<ReactNode> {
  const { current } = await requirePageSession();
  if (!current) return null;
  const { workspace } = current;
  const use = await readModelUse(await getContainer(), workspace);
  return (
    <section aria-labelledby="model-use" className="grid min-w-0 gap-4 border-t border-border pt-8">
      <div>
        <h2 id="model-use" className="font-semibold">
          Model use
        </h2>
        <p className="mt-1 text-muted">
          {use.model === 'builtin'
            ? 'The built-in analyst answers here. It runs on this server and costs nothing.'
            : `${use.model} answers here.`}
          {use.limits.length > 0 ? ` Limits: ${use.limits.join(', ')}; then the built-in analyst answers.` : ''}
        </p>
      </div>
      {use.months.length === 0 ? (
        <p className="text-muted">No other model has been asked in the last twelve months.</p>
      ) : (
        <>
          {use.days.length > 0 && <UseTable caption="This month by day" lines={use.days} locale={workspace.locale} grain="day" />}
          <UseTable caption="By month" lines={use.months} locale={workspace.locale} grain="month" />
        </>
      )}
    </section>
  );
}

interface UseTableProps {
  caption: string;
  lines: readonly UseLine[];
  locale: string;
  grain: 'day' | 'month';
}

function UseTable({ caption, lines, locale, grain }: UseTableProps): ReactNode {
  const count = new Intl.NumberFormat(locale);
  const hasUnknown = lines.some((line) => line.unpriced > 0);
  return (
    <div className="grid min-w-0 gap-2">
      <div className="overflow-x-auto rounded-lg border border-border" tabIndex={0} role="group" aria-label={caption}>
        <table className="tabular w-full min-w-max text-sm">
          <caption className="border-b border-border bg-surface px-3 py-2 text-left font-medium">{caption}</caption>
          <thead className="text-xs text-muted">
            <tr>
              {[grain === 'day' ? 'Day' : 'Month', 'Model', 'Questions', 'Tokens in', 'Tokens out', 'Cost'].map((name, index) => (
                <th
                  key={name}
                  scope="col"
                  className={index < 2 ? 'px-3 py-1.5 text-left font-normal' : 'px-3 py-1.5 text-right font-normal'}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={`${line.label} ${line.model}`} className="border-t border-border">
                <th scope="row" className="px-3 py-1.5 text-left font-normal whitespace-nowrap">
                  {formatBucket(line.label, grain, locale)}
                </th>
                <td className="px-3 py-1.5">{line.model}</td>
                <td className="px-3 py-1.5 text-right">{count.format(line.questions)}</td>
                <td className="px-3 py-1.5 text-right">{count.format(line.inputTokens)}</td>
                <td className="px-3 py-1.5 text-right">{count.format(line.outputTokens)}</td>
                <td className="px-3 py-1.5 text-right whitespace-nowrap">
                  {costLabel(line, locale)}
                  {line.unpriced > 0 && line.cost !== null ? '*' : ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hasUnknown && (
        <p className="text-xs text-muted">
          Cost is unknown for questions asked while no prices were configured (SHOPIQ_PRICE_INPUT, SHOPIQ_PRICE_OUTPUT).
        </p>
      )}
    </div>
  );
}

/** Decimals as far as they say something: a question costs fractions of a cent. */
function costLabel({ cost, currency }: UseLine, locale: string): string {
  if (cost === null || currency === null) return 'unknown';
  const style = { style: 'currency', currency, minimumFractionDigits: 2, maximumFractionDigits: 6 } as const;
  // A decimal text is formatted exactly; it never becomes a float.
  return new Intl.NumberFormat(locale, style).format(cost as Intl.StringNumericLiteral);
}
