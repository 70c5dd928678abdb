-- What a single new review is weighed with before the next full assessment: kept with the report of the whole shop.
ALTER TABLE "TrustReport" ADD COLUMN context JSONB;
