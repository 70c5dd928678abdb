import type { z } from 'zod';
import type { ReviewFact } from '@/core/model/facts';
import type { reviewSchema } from '../schema';
import { momentOf } from './draft';

/** A review of a listing by somebody who bought it: Etsy takes no others. It names the line, not the order. */
export function mapReview(
  { transaction_id, listing_id, buyer_user_id, rating, review, created_timestamp }: z.infer<typeof reviewSchema>,
  timeZone: string,
): ReviewFact {
  return {
    externalId: transaction_id,
    productExternalId: listing_id,
    customerExternalId: buyer_user_id ?? null,
    score: rating,
    body: review || null,
    verified: true,
    reviewed: momentOf(created_timestamp, timeZone),
  };
}
