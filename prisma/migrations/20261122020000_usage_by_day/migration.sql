-- Usage of whole days, so that a month of it is read from some thousand rows rather than from every hour of every agent and tool.
-- Each day stands twice: by agent (server and tool ""), and by tool (agent "", with the agents that called it). What a team's agents
-- did before they moved stays with that team, as in the hours.
CREATE TABLE "usage_days" (
    "cut" TEXT NOT NULL,
    "day" TIMESTAMPTZ(3) NOT NULL,
    "team_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "server" TEXT NOT NULL,
    "tool" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "agents" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "decided" INTEGER NOT NULL,
    "allowed" INTEGER NOT NULL,
    "denied" INTEGER NOT NULL,
    "stepped_up" INTEGER NOT NULL,
    "reported" INTEGER NOT NULL,
    "undecided" INTEGER NOT NULL,
    "errors" INTEGER NOT NULL,
    "timed" INTEGER NOT NULL,
    "buckets" INTEGER[] DEFAULT ARRAY[]::INTEGER[],

    CONSTRAINT "usage_days_pkey" PRIMARY KEY ("cut","day","team_id","agent_id","server","tool")
);

-- Which days have usage, and of which usage_days tells: a day that is counted up once more is read by its hours until it is made anew.
CREATE TABLE "usage_day_states" (
    "day" TIMESTAMPTZ(3) NOT NULL,
    "kept" BOOLEAN NOT NULL DEFAULT false,
    "touched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "usage_day_states_pkey" PRIMARY KEY ("day")
);

-- Days that were counted before wait for their turn, one with each batch of events. From day to day by the key, not over every row.
WITH RECURSIVE days AS (
  SELECT date_trunc('day', min(hour), 'UTC') AS day FROM usage_hours
  UNION ALL
  SELECT (SELECT date_trunc('day', min(u.hour), 'UTC') FROM usage_hours u WHERE u.hour >= d.day + interval '24 hours') FROM days d WHERE d.day IS NOT NULL
)
INSERT INTO usage_day_states (day, kept, touched_at) SELECT day, false, timestamptz 'epoch' FROM days WHERE day IS NOT NULL;
