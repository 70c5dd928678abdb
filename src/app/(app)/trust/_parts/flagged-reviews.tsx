'use client';

import { useState, type ReactNode } from 'react';
import type { TrustView } from '@/server/trust-view';
import { Button } from '@/ui/button';

/** Enough to see what it is about; the rest is one press away. */
const FIRST = 5;

/** Reviews that look suspicious, quoted, with why. */
export function FlaggedReviews({
  reviews,
  total,
  locale,
}: {
  reviews: TrustView['chosen']['flaggedReviews'];
  total: number;
  locale: string;
}): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? reviews : reviews.slice(0, FIRST);
  const day = (text: string): string =>
    new Date(`${text}T00:00:00Z`).toLocaleDateString(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return (
    <section className="grid min-w-0 gap-3">
      <h2 className="font-semibold">Suspicious reviews</h2>
      {reviews.length === 0 && <p className="text-muted">None of these reviews looks suspicious by itself.</p>}
      <ul className="grid gap-2">
        {shown.map((review) => (
          <li key={review.id} className="grid min-w-0 gap-2 rounded-lg border border-border bg-surface p-4 text-sm">
            <p className="wrap-anywhere">“{review.text}”</p>
            <ul className="grid list-disc gap-0.5 pl-5 text-muted">
              {review.reasons.map((reason) => (
                <li key={reason} className="wrap-anywhere">
                  {reason}
                </li>
              ))}
            </ul>
            <p className="text-xs text-muted">
              {review.score} of 5 · {day(review.day)} · {review.marketplaceName}
              {review.product && ` · ${review.product}`} · suspicion {Math.round(review.suspicion * 100)} of 100
            </p>
          </li>
        ))}
      </ul>
      {reviews.length > FIRST && (
        <Button variant="outline" size="sm" className="justify-self-start" onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Show fewer' : `Show ${Math.min(reviews.length, total) - FIRST} more`}
        </Button>
      )}
      {total > reviews.length && isOpen && (
        <p className="text-sm text-muted">
          The {reviews.length} most suspicious of {total}.
        </p>
      )}
    </section>
  );
}
