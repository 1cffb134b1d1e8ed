-- Who is asked. Everything here works on sets: a launch asks about a million items, a departure about a few.

-- What the seat of an item depends on; items that agree in all of it share a seat. `counts`: separation of duties holds (the stage that
-- counts, tier high or critical). `base_id`: whose manager is meant, of an escalation. `kept_out`: nobody of these, whatever else holds.
CREATE TYPE campaign_case AS (agent_id text, team_id text, group_class text, counts boolean, requested_by_id text, approved_by_id text,
  certified_at timestamptz, base_id text, kept_out text[]);
CREATE TYPE campaign_place AS (campaign_id text, number int);

-- Whoever names people for seats, and whoever ends what seats rest on, holds this: neither overlooks the other's uncommitted work.
CREATE FUNCTION campaign_hold_seats() RETURNS void LANGUAGE sql AS
  $$ SELECT pg_advisory_xact_lock(hashtextextended('countersign campaign seats', 0)) $$;

-- Who may vote for a group's class, or for compliance (''), on what belongs to a team: active, and holding the role there.
CREATE FUNCTION campaign_voters(class text, team text) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(p.id ORDER BY p.id), '{}') FROM people p
  WHERE p.status = 'active'
    AND (class = '' OR p.id IN (SELECT m.person_id FROM reviewer_group_members m JOIN reviewer_groups g ON g.id = m.group_id
      WHERE g.privilege_class::text = class))
    AND EXISTS (SELECT 1 FROM role_grants r WHERE r.person_id = p.id AND (r.team_id IS NULL OR r.team_id = team)
      AND r.role = CASE class WHEN '' THEN 'compliance'::"Role" ELSE 'reviewer'::"Role" END)
$$;

-- Active managers above each of these people, the nearest first. A circle of managers ends.
CREATE FUNCTION campaign_managers(bases text[]) RETURNS TABLE (base text, managers text[]) LANGUAGE sql STABLE AS $$
  WITH RECURSIVE line(base, id, path) AS (
    SELECT b.id, p.manager_id, ARRAY[b.id] FROM unnest(bases) b(id) JOIN people p ON p.id = b.id WHERE p.manager_id IS NOT NULL
    UNION ALL
    SELECT l.base, p.manager_id, l.path || l.id FROM line l JOIN people p ON p.id = l.id
    WHERE p.manager_id IS NOT NULL AND NOT l.id = ANY (l.path))
  SELECT l.base, array_agg(l.id ORDER BY cardinality(l.path)) FROM line l JOIN people m ON m.id = l.id
  WHERE m.status = 'active' AND NOT l.id = ANY (l.path) GROUP BY l.base
$$;

-- The seat of each case, in the order given. `barred`: whom the stage asks first is kept out by separation of duties. `lacking`: the class
-- of a group, or 'compliance', in which nobody may vote. The seat is '' when nobody can be asked.
CREATE FUNCTION campaign_resolve(reviewer text, person_id text, fallback text, cases campaign_case[])
RETURNS TABLE (ord bigint, seat text, seat_kind text, barred boolean, lacking text) LANGUAGE plpgsql STABLE
SET plan_cache_mode = 'force_custom_plan' SET jit = off AS $$
DECLARE
  last_resort text := (SELECT p.id FROM people p WHERE p.id = fallback AND p.status = 'active');
BEGIN
  RETURN QUERY
  WITH asked AS MATERIALIZED (
    SELECT c.ordinality AS ord, c.agent_id, c.team_id, coalesce(c.group_class, '') AS class, coalesce(c.counts, false) AS counts,
      c.requested_by_id, c.approved_by_id, c.certified_at, coalesce(c.kept_out, '{}') AS kept_out, a.owner_id, a.deputy_id, a.sponsor_id,
      a.registered_by_id,
      CASE WHEN reviewer = 'above' THEN c.base_id WHEN reviewer = 'person' THEN $2 ELSE a.owner_id END AS base
    FROM unnest(cases) WITH ORDINALITY c LEFT JOIN agents a ON a.id = c.agent_id
  ), formers AS (
    SELECT x.agent_id, x.certified_at, array_agg(DISTINCT t.person_id) AS people
    FROM (SELECT DISTINCT k.agent_id, k.certified_at FROM asked k WHERE k.counts) x JOIN accountabilities t ON t.agent_id = x.agent_id
      AND (t.until_at IS NULL OR x.certified_at IS NULL OR t.until_at > x.certified_at)
    GROUP BY 1, 2
  ), lines AS (
    SELECT m.base, m.managers FROM campaign_managers(ARRAY(SELECT DISTINCT k.base FROM asked k WHERE k.base IS NOT NULL)) m
  ), sets AS (
    SELECT x.team_id, x.class, campaign_voters(x.class, x.team_id) AS voters
    FROM (SELECT DISTINCT k.team_id, CASE reviewer WHEN 'compliance' THEN '' ELSE k.class END AS class FROM asked k
      WHERE reviewer IN ('group', 'compliance')) x
  ), told AS (
    SELECT k.ord, k.team_id, k.class, k.counts, s.voters,
      CASE WHEN k.counts THEN array_remove(k.kept_out || coalesce(f.people, '{}') || ARRAY[k.owner_id, k.deputy_id, k.sponsor_id,
        k.registered_by_id, k.requested_by_id, k.approved_by_id], NULL) ELSE k.kept_out END AS out,
      CASE WHEN reviewer = 'owner' AND o.id IS NOT NULL THEN ARRAY[o.id] ELSE '{}'::text[] END
        || CASE WHEN reviewer = 'owner' AND d.id IS NOT NULL THEN ARRAY[d.id] ELSE '{}'::text[] END
        || CASE WHEN reviewer IN ('owner', 'sponsor') AND n.id IS NOT NULL THEN ARRAY[n.id] ELSE '{}'::text[] END
        || CASE WHEN reviewer = 'person' AND b.id IS NOT NULL THEN ARRAY[b.id] ELSE '{}'::text[] END
        || CASE WHEN reviewer IN ('owner', 'sponsor', 'manager', 'person', 'above') THEN coalesce(l.managers, '{}') ELSE '{}'::text[] END
        || CASE WHEN reviewer = 'manager' AND n.id IS NOT NULL THEN ARRAY[n.id] ELSE '{}'::text[] END
        || CASE WHEN last_resort IS NOT NULL THEN ARRAY[last_resort] ELSE '{}'::text[] END AS people,
      CASE WHEN reviewer = 'owner' AND o.id IS NOT NULL THEN ARRAY['owner'] ELSE '{}'::text[] END
        || CASE WHEN reviewer = 'owner' AND d.id IS NOT NULL THEN ARRAY['deputy'] ELSE '{}'::text[] END
        || CASE WHEN reviewer IN ('owner', 'sponsor') AND n.id IS NOT NULL THEN ARRAY['sponsor'] ELSE '{}'::text[] END
        || CASE WHEN reviewer = 'person' AND b.id IS NOT NULL THEN ARRAY['person'] ELSE '{}'::text[] END
        || CASE WHEN reviewer IN ('owner', 'sponsor', 'manager', 'person', 'above')
            THEN array_fill('manager'::text, ARRAY[coalesce(cardinality(l.managers), 0)]) ELSE '{}'::text[] END
        || CASE WHEN reviewer = 'manager' AND n.id IS NOT NULL THEN ARRAY['sponsor'] ELSE '{}'::text[] END
        || CASE WHEN last_resort IS NOT NULL THEN ARRAY['fallback'] ELSE '{}'::text[] END AS kinds
    FROM asked k
    LEFT JOIN formers f ON f.agent_id = k.agent_id AND coalesce(f.certified_at, '-infinity') = coalesce(k.certified_at, '-infinity') AND k.counts
    LEFT JOIN lines l ON l.base = k.base
    LEFT JOIN sets s ON coalesce(s.team_id, '') = coalesce(k.team_id, '') AND s.class = CASE reviewer WHEN 'compliance' THEN '' ELSE k.class END
    LEFT JOIN people o ON o.id = k.owner_id AND o.status = 'active'
    LEFT JOIN people d ON d.id = k.deputy_id AND d.status = 'active'
    LEFT JOIN people n ON n.id = k.sponsor_id AND n.status = 'active'
    LEFT JOIN people b ON b.id = k.base AND b.status = 'active'
  ), first_free AS (
    SELECT t.*, CASE WHEN cardinality(t.out) = 0 THEN CASE WHEN cardinality(t.people) > 0 THEN 1 END
      ELSE (SELECT min(u.at) FROM unnest(t.people) WITH ORDINALITY u(id, at) WHERE u.id <> ALL (t.out))::int END AS pick,
      t.voters IS NOT NULL AND NOT t.voters <@ t.out AS by_many
    FROM told t
  )
  SELECT t.ord,
    CASE WHEN t.by_many AND (reviewer = 'compliance' OR t.class = '') THEN 'compliance'
      WHEN t.by_many THEN 'group:' || t.class
      WHEN t.pick IS NOT NULL THEN t.people[t.pick]
      WHEN last_resort IS NOT NULL AND NOT campaign_voters('', t.team_id) <@ t.out THEN 'compliance'
      ELSE '' END,
    CASE WHEN t.by_many AND (reviewer = 'compliance' OR t.class = '') THEN 'compliance'
      WHEN t.by_many THEN 'group'
      WHEN t.pick IS NOT NULL THEN t.kinds[t.pick]
      WHEN last_resort IS NOT NULL AND NOT campaign_voters('', t.team_id) <@ t.out THEN 'compliance'
      ELSE 'none' END,
    CASE WHEN t.voters IS NOT NULL THEN NOT t.by_many AND cardinality(t.voters) > 0
      ELSE cardinality(t.people) > 0 AND t.pick IS DISTINCT FROM 1 END,
    CASE WHEN cardinality(t.voters) = 0 THEN CASE WHEN reviewer = 'compliance' OR t.class = '' THEN 'compliance' ELSE t.class END END
  FROM first_free t ORDER BY t.ord;
END $$;

-- The same for items that are there already, in one stage of their campaign. `above`: whoever is above the present holder of the seat.
CREATE FUNCTION campaign_seats_of(p_campaign text, p_numbers int[], p_stage int, p_above boolean, p_kept_out text[])
RETURNS TABLE (number int, seat text, seat_kind text) LANGUAGE plpgsql STABLE SET plan_cache_mode = 'force_custom_plan' SET jit = off AS $$
DECLARE
  c campaigns%ROWTYPE;
  asks jsonb;
BEGIN
  SELECT * INTO c FROM campaigns WHERE id = p_campaign;
  asks := c.plan -> 'stages' -> (p_stage - 1);
  RETURN QUERY
  WITH items AS MATERIALIZED (
    SELECT i.number, ROW(i.agent_id, i.team_id,
        CASE i.kind WHEN 'entitlement' THEN campaign_group(ARRAY(SELECT jsonb_array_elements_text(i.snapshot -> 'rights' -> 'actions')), a.privileges)
          ELSE a.privileges[1]::text END,
        i.tier IN ('high', 'critical') AND p_stage >= jsonb_array_length(c.plan -> 'stages'),
        CASE i.kind WHEN 'entitlement' THEN i.snapshot #>> '{origin,requestedById}' END,
        CASE i.kind WHEN 'entitlement' THEN i.snapshot #>> '{origin,approvedById}' END, t.certified_at,
        CASE WHEN p_above AND i.seat_kind NOT IN ('group', 'compliance', 'none') THEN i.seat END, p_kept_out)::campaign_case AS one
    FROM campaign_items i LEFT JOIN agents a ON a.id = i.agent_id
      LEFT JOIN certifications t ON t.kind = i.kind AND t.subject_id = i.subject_id
    WHERE i.campaign_id = p_campaign AND i.number = ANY (p_numbers)
  ), cases AS MATERIALIZED (SELECT x.one, row_number() OVER () AS ord FROM (SELECT DISTINCT i.one FROM items i) x)
  SELECT i.number, r.seat, r.seat_kind FROM items i JOIN cases k ON k.one = i.one
    JOIN campaign_resolve(CASE WHEN p_above THEN 'above' ELSE asks ->> 'reviewer' END, asks ->> 'personId', c.fallback_id,
      (SELECT array_agg(k.one ORDER BY k.ord) FROM cases k)) r ON r.ord = k.ord;
END $$;

-- Something for a person to do about items that nobody can be asked about; once for each item.
CREATE FUNCTION campaign_lacks_reviewer(p_campaign text, p_numbers int[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO campaign_tasks (id, campaign_id, number, kind, content, owner_id, due_at, created_at)
  SELECT 'ctk_' || left(replace(uuidv7()::text, '-', ''), 26), i.campaign_id, i.number, 'no_reviewer',
    jsonb_build_object('agentId', i.agent_id, 'kind', i.kind, 'subjectId', i.subject_id), coalesce(c.launched_by_id, c.created_by_id),
    coalesce(c.stage_due_at, clock_timestamp()), clock_timestamp()
  FROM campaign_items i JOIN campaigns c ON c.id = i.campaign_id
  WHERE i.campaign_id = p_campaign AND i.number = ANY (p_numbers) AND i.state = 'no_reviewer'
  ORDER BY i.number
  ON CONFLICT (campaign_id, number, kind) DO UPDATE SET state = 'open', done_at = NULL, done_by_id = NULL, version = campaign_tasks.version + 1
    WHERE campaign_tasks.state <> 'open'
$$;

-- Asks whoever is to be asked by now, of items held by the caller. What was answered and not signed by somebody who is gone is open again.
-- Returns how many are asked of somebody else than before.
CREATE FUNCTION campaign_ask_anew(p_campaign text, p_stage int, p_numbers int[], p_gone text[]) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  moved int;
BEGIN
  WITH found AS (
    SELECT i.number, i.seat AS was, i.state, s.seat, s.seat_kind,
      CASE WHEN i.seat = ANY (p_gone) THEN 'left' WHEN i.seat_kind IN ('group', 'compliance') THEN 'group_empty' ELSE 'owner_changed' END AS why
    FROM campaign_items i JOIN campaign_seats_of(p_campaign, p_numbers, p_stage, false, '{}') s ON s.number = i.number
    WHERE i.campaign_id = p_campaign
  ), changed AS (
    UPDATE campaign_items i SET seat = f.seat, seat_kind = f.seat_kind, version = i.version + 1,
      state = CASE WHEN f.seat = '' THEN 'no_reviewer' WHEN f.state = 'stale' THEN 'stale' ELSE 'pending' END, decision = NULL, change = NULL, decided_at = NULL
    FROM found f WHERE i.campaign_id = p_campaign AND i.number = f.number AND (i.seat <> f.seat OR f.state IN ('decided', 'conflict'))
    RETURNING i.number, f.was, i.seat, i.seat_kind, f.why
  ), told AS (
    INSERT INTO campaign_asks (campaign_id, number, stage, from_seat, to_seat, to_kind, why)
    SELECT p_campaign, number, p_stage, was, seat, seat_kind, why FROM changed WHERE was <> seat ORDER BY number
    RETURNING 1
  ) SELECT count(*) INTO moved FROM told;
  PERFORM campaign_lacks_reviewer(p_campaign, p_numbers);
  RETURN moved;
END $$;

-- What was touched in this transaction and may move seats. Rows never outlive their transaction.
CREATE TABLE "campaign_touched" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "leads" BOOLEAN NOT NULL,

    CONSTRAINT "campaign_touched_pkey" PRIMARY KEY ("id")
);

CREATE FUNCTION campaign_touch(p_kind text, p_entity text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  mine text := pg_current_xact_id()::text;
BEGIN
  IF EXISTS (SELECT 1 FROM campaigns WHERE state IN ('scheduled', 'active', 'paused')) THEN
    INSERT INTO campaign_touched (kind, entity, leads) VALUES (p_kind, p_entity, current_setting('countersign.touched', true) IS DISTINCT FROM mine);
    PERFORM set_config('countersign.touched', mine, true);
  END IF;
END $$;

-- People who are gone take no seat. Their manager is the next fallback, else whoever launched.
CREATE FUNCTION campaign_next_fallback(p_gone text[]) RETURNS void LANGUAGE sql AS $$
  WITH held AS (SELECT c.id, c.fallback_id, c.launched_by_id FROM campaigns c
    WHERE c.state IN ('scheduled', 'active', 'paused') AND c.fallback_id = ANY (p_gone) ORDER BY c.id FOR NO KEY UPDATE)
  UPDATE campaigns c SET version = c.version + 1,
    fallback_id = coalesce(m.managers[1], (SELECT p.id FROM people p WHERE p.id = h.launched_by_id AND p.status = 'active'))
  FROM held h LEFT JOIN campaign_managers(p_gone) m ON m.base = h.fallback_id WHERE c.id = h.id
$$;

-- At commit, once: first everything is held in one order, then written, so that two of these and a reviewer's vote do not wait in a ring.
CREATE FUNCTION campaign_settle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  gone text[];
  agents_changed text[];
  many boolean;
  places campaign_place[];
  one record;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('countersign campaign seats', 0));
  WITH taken AS (DELETE FROM campaign_touched RETURNING kind, entity)
  SELECT coalesce(array_agg(DISTINCT t.entity) FILTER (WHERE t.kind = 'person'), '{}'),
    coalesce(array_agg(DISTINCT t.entity) FILTER (WHERE t.kind = 'agent'), '{}'), bool_or(t.kind IN ('person', 'voters'))
  INTO gone, agents_changed, many FROM taken t;
  gone := ARRAY(SELECT p.id FROM people p WHERE p.id = ANY (gone) AND p.status <> 'active');
  IF cardinality(gone) > 0 THEN
    PERFORM campaign_next_fallback(gone);
  END IF;
  places := campaign_unsettled(gone, agents_changed, many);
  IF places IS NULL THEN
    RETURN NULL;
  END IF;
  FOR one IN SELECT i.campaign_id, i.stage, array_agg(i.number ORDER BY i.number) AS numbers
    FROM unnest(places) p JOIN campaign_items i ON i.campaign_id = p.campaign_id AND i.number = p.number GROUP BY 1, 2 ORDER BY 1, 2
  LOOP
    PERFORM campaign_ask_anew(one.campaign_id, one.stage, one.numbers, gone);
  END LOOP;
  RETURN NULL;
END $$;

-- The open items whose seat these changes concern, held in order of campaign and number.
CREATE FUNCTION campaign_unsettled(p_gone text[], p_agents text[], p_many boolean) RETURNS campaign_place[] LANGUAGE sql
SET plan_cache_mode = 'force_custom_plan' AS $$
  WITH running AS (SELECT id FROM campaigns WHERE state IN ('active', 'paused')),
  seats AS (
    SELECT DISTINCT c.campaign_id, c.seat FROM campaign_counts c JOIN running r ON r.id = c.campaign_id
    WHERE c.items > 0 AND c.state IN ('pending', 'stale', 'decided', 'conflict')
      AND (c.seat = ANY (p_gone) OR p_many AND (c.seat = 'compliance' OR c.seat LIKE 'group:%'))),
  wanted AS (
    SELECT i.campaign_id, i.number FROM seats s JOIN campaign_items i ON i.campaign_id = s.campaign_id AND i.seat = s.seat
    WHERE i.state IN ('pending', 'stale') OR i.seat = ANY (p_gone) AND i.state IN ('decided', 'conflict')
    UNION
    SELECT i.campaign_id, i.number FROM running r JOIN campaign_votes v ON v.campaign_id = r.id AND v.person_id = ANY (p_gone)
      JOIN campaign_items i ON i.campaign_id = v.campaign_id AND i.number = v.number AND i.stage = v.stage
    WHERE v.current AND v.signoff_id IS NULL AND i.state = 'decided'
    UNION
    SELECT i.campaign_id, i.number FROM running r JOIN campaign_items i ON i.agent_id = ANY (p_agents) AND i.campaign_id = r.id
      JOIN agents a ON a.id = i.agent_id
    WHERE i.state IN ('pending', 'stale', 'no_reviewer')
      AND (NOT i.marks && '{escalated,reassigned,second_look}' OR i.seat IN (a.owner_id, a.deputy_id, a.sponsor_id))),
  held AS (
    SELECT i.campaign_id, i.number FROM campaign_items i JOIN wanted w ON w.campaign_id = i.campaign_id AND w.number = i.number
    ORDER BY i.campaign_id, i.number FOR NO KEY UPDATE OF i)
  SELECT array_agg(ROW(h.campaign_id, h.number)::campaign_place) FROM held h
$$;

CREATE CONSTRAINT TRIGGER campaign_touched_settled AFTER INSERT ON campaign_touched DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.leads) EXECUTE FUNCTION campaign_settle();

CREATE FUNCTION campaign_person_left() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN PERFORM campaign_touch('person', NEW.id); RETURN NULL; END $$;
CREATE TRIGGER people_leave_campaigns AFTER UPDATE OF status ON people FOR EACH ROW
  WHEN (OLD.status = 'active' AND NEW.status <> 'active') EXECUTE FUNCTION campaign_person_left();

CREATE FUNCTION campaign_agent_moved() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN PERFORM campaign_touch('agent', NEW.id); RETURN NULL; END $$;
CREATE TRIGGER agents_move_campaigns AFTER UPDATE OF owner_id, deputy_id, sponsor_id ON agents FOR EACH ROW
  WHEN (OLD.owner_id IS DISTINCT FROM NEW.owner_id OR OLD.deputy_id IS DISTINCT FROM NEW.deputy_id OR OLD.sponsor_id IS DISTINCT FROM NEW.sponsor_id)
  EXECUTE FUNCTION campaign_agent_moved();

CREATE FUNCTION campaign_voter_lost() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN PERFORM campaign_touch('voters', ''); RETURN NULL; END $$;
CREATE TRIGGER role_grants_leave_campaigns AFTER DELETE ON role_grants FOR EACH ROW
  WHEN (OLD.role IN ('reviewer', 'compliance')) EXECUTE FUNCTION campaign_voter_lost();
CREATE TRIGGER group_members_leave_campaigns AFTER DELETE ON reviewer_group_members FOR EACH ROW EXECUTE FUNCTION campaign_voter_lost();
