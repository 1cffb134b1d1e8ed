-- Who answers for what is compared by counting, which joins the two tables of rows by hashing: to look for one difference it
-- went through every pair of them, and a change of 100,000 agents did not end.
CREATE OR REPLACE FUNCTION accountabilities_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moved bigint;
BEGIN
  SELECT count(*) INTO moved FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.owner_id, n.deputy_id, n.sponsor_id) IS DISTINCT FROM (o.owner_id, o.deputy_id, o.sponsor_id);
  IF moved = 0 THEN
    RETURN NULL;
  END IF;
  DELETE FROM accountabilities a USING
    (SELECT n.id, n.updated_at AS at, r.* FROM new_rows n JOIN old_rows o ON o.id = n.id
    CROSS JOIN LATERAL (VALUES ('owner', n.owner_id, o.owner_id), ('deputy', n.deputy_id, o.deputy_id), ('sponsor', n.sponsor_id, o.sponsor_id))
      r(role, person, former) WHERE r.person IS DISTINCT FROM r.former) m
    WHERE a.agent_id = m.id AND a.role = m.role AND a.until_at IS NULL AND a.from_at >= m.at;
  UPDATE accountabilities a SET until_at = m.at FROM
    (SELECT n.id, n.updated_at AS at, r.* FROM new_rows n JOIN old_rows o ON o.id = n.id
    CROSS JOIN LATERAL (VALUES ('owner', n.owner_id, o.owner_id), ('deputy', n.deputy_id, o.deputy_id), ('sponsor', n.sponsor_id, o.sponsor_id))
      r(role, person, former) WHERE r.person IS DISTINCT FROM r.former) m
    WHERE a.agent_id = m.id AND a.role = m.role AND a.until_at IS NULL;
  INSERT INTO accountabilities (agent_id, role, person_id, from_at)
    SELECT m.id, m.role, m.person, m.at FROM
    (SELECT n.id, n.updated_at AS at, r.* FROM new_rows n JOIN old_rows o ON o.id = n.id
    CROSS JOIN LATERAL (VALUES ('owner', n.owner_id, o.owner_id), ('deputy', n.deputy_id, o.deputy_id), ('sponsor', n.sponsor_id, o.sponsor_id))
      r(role, person, former) WHERE r.person IS DISTINCT FROM r.former) m
    WHERE m.person IS NOT NULL
    ON CONFLICT (agent_id, role, from_at) DO UPDATE SET person_id = excluded.person_id, until_at = NULL;
  RETURN NULL;
END $$;
