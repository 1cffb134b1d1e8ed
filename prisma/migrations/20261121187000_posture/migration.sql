-- Denied calls by week are counted from the index alone: ids begin with their instant.
CREATE INDEX decisions_denied ON decisions (id) INCLUDE (agent_id) WHERE outcome = 'deny' AND caller_kind <> 'person';

-- One schedule for each person, report and team; the whole organisation has no team, and is one too.
CREATE UNIQUE INDEX report_schedules_whole ON report_schedules (person_id, report) WHERE team_id IS NULL;
