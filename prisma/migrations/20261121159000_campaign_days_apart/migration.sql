-- Votes of one day met in one row, so that everybody who decided waited for the commit of whoever decided before. Each connection
-- counts in a row of its own; what was voted on a day is their sum.
ALTER TABLE "campaign_days" DROP CONSTRAINT "campaign_days_pkey";
ALTER TABLE "campaign_days" ADD COLUMN "slot" SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE "campaign_days" ADD CONSTRAINT "campaign_days_pkey" PRIMARY KEY ("campaign_id", "day", "decision", "slot");

CREATE OR REPLACE FUNCTION campaign_votes_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO campaign_days AS c (campaign_id, day, decision, slot, votes)
    SELECT campaign_id, (at AT TIME ZONE 'UTC')::date, decision, (pg_backend_pid() % 16)::smallint, count(*)::int FROM new_rows
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (campaign_id, day, decision, slot) DO UPDATE SET votes = c.votes + excluded.votes;
  RETURN NULL;
END $$;

-- Rows that are written again and again find room beside themselves.
ALTER TABLE "campaign_days" SET (fillfactor = 50);
ALTER TABLE "campaign_counts" SET (fillfactor = 50);
