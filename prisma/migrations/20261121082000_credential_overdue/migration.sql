-- An overdue credential is told of once, however often the sweep passes.
ALTER TABLE "credentials" ADD COLUMN "overdue_told_at" TIMESTAMPTZ(3);
-- What the sweep looks for, and nothing that has ended and is proven.
CREATE INDEX credentials_living ON credentials (rotation_due_at) WHERE state IN ('active', 'overlap');
CREATE INDEX credentials_unproven ON credentials (ended_at) WHERE state IN ('revoked', 'expired') AND proven_dead_at IS NULL;
