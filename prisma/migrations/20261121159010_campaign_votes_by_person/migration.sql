-- While a table is nearly empty all of its indexes look alike, and plans that are kept were made then: an index that begins with the
-- campaign was taken to find the votes of one item among all of the campaign's. Beginning with the person it serves what it is for.
DROP INDEX "campaign_votes_campaign_id_person_id_at_idx";
CREATE INDEX "campaign_votes_person_id_campaign_id_at_idx" ON "campaign_votes"("person_id", "campaign_id", "at");
