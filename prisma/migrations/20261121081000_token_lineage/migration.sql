-- A token got by exchange dies with every token it came from, and belongs to the person whose work it does.
ALTER TABLE "issued_tokens" ADD COLUMN "ancestors" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "issued_tokens" ADD COLUMN "person_id" TEXT;
-- One proof key used by two instances is found while tokens bound to it live.
CREATE INDEX "issued_tokens_bound_to_idx" ON "issued_tokens" ("bound_to");
