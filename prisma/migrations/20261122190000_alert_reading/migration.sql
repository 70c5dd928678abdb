-- What an alert read at its last check, so that its card tells an unknown figure from one within its limit.
ALTER TABLE "Alert" ADD COLUMN "value" DOUBLE PRECISION, ADD COLUMN "known" INTEGER NOT NULL DEFAULT 0;
