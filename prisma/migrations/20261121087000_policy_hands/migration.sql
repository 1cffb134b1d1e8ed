-- Everybody who wrote a version, and who proposed it: none of them is its second person (Z1).
ALTER TABLE policy_versions
  ADD COLUMN writer_ids text[] NOT NULL DEFAULT '{}',
  ADD COLUMN proposed_by_id text;
-- The inbox asks with each page what waits for a second person.
CREATE INDEX policy_versions_proposed ON policy_versions (proposed_at) WHERE state = 'proposed';
