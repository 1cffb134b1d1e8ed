-- A person who was just added may be named in a call a moment later: decision points must know that they are active.
CREATE FUNCTION decisions_follow_new_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM decisions_note('person', (SELECT array_agg(id) FROM new_rows));
  RETURN NULL;
END $$;
CREATE TRIGGER decisions_people_in AFTER INSERT ON people REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_new_people();
-- Old changes are pruned by time; decisions are counted into what is used up to an instant.
CREATE INDEX decision_changes_at ON decision_changes (at);
-- Apart from the control row: whoever counts must never make a kill switch wait.
CREATE TABLE "decision_usage" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "counted_until" TIMESTAMPTZ(3),

    CONSTRAINT "decision_usage_pkey" PRIMARY KEY ("id")
);
INSERT INTO decision_usage (id) VALUES (1);
