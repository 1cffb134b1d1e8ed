-- A person who was just added may be named in a call a moment later: decision points must know that they are active.
CREATE FUNCTION decisions_follow_new_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM decisions_note('person', (SELECT array_agg(id) FROM new_rows));
  RETURN NULL;
END $$;
CREATE TRIGGER decisions_people_in AFTER INSERT ON people REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_new_people();
-- Old changes are pruned by time; decisions are counted into what is used up to an instant.
CREATE INDEX decision_changes_at ON decision_changes (at);
ALTER TABLE decision_control ADD COLUMN counted_until TIMESTAMPTZ(3);
