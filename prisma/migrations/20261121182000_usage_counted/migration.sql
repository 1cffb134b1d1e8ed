-- Reported calls that name no decision of ours on the same agent: calls that decisions do not count already.
ALTER TABLE "usage_hours" ADD COLUMN     "undecided" INTEGER NOT NULL DEFAULT 0;

-- The same few rows are counted up again and again: room on their page keeps their indexes as they are.
ALTER TABLE audit_counts SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE usage_hours SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
