import { emptyBatch } from '@/core/model/facts';
import type { Stream } from '../../kit/contract';
import { shopPath } from '../client';
import { mapReview } from '../map/review';
import { newestOf, readWindow, understood } from '../paging';
import { reviewSchema } from '../schema';

export const reviewsStream: Stream = {
  id: 'reviews',
  scopes: [],
  by: 'created',
  // Pages go on by offset, and a stretch of very many is read in halves.
  pastDays: 5_000,
  overlapMs: 3_600_000,
  // Buyers may change what they wrote for so long, and lists are asked for by when it was written first.
  rescanDays: 100,
  async read(session, request) {
    const { nodes, next } = await readWindow(session, { path: shopPath(session, '/reviews'), id: 'transaction_id' }, request);
    const { records, notices } = understood(reviewSchema, nodes, { what: 'review', id: 'transaction_id' });
    const reviews = records.map((review) => mapReview(review, session.timeZone));
    const newest = newestOf(records.map(({ created_timestamp }) => created_timestamp));
    return { facts: { ...emptyBatch(), reviews }, next, newest, notices };
  },
};
