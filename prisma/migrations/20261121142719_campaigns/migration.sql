-- CreateTable
CREATE TABLE "campaign_definitions" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "plan" JSONB NOT NULL,
    "schedule" TEXT,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "next_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'active',
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "campaign_definitions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaigns" (
    "id" TEXT NOT NULL,
    "definition_id" TEXT,
    "occurrence" TIMESTAMPTZ(3),
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "state_reason" TEXT NOT NULL DEFAULT '',
    "plan" JSONB NOT NULL,
    "team_id" TEXT,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "stage" INTEGER NOT NULL DEFAULT 0,
    "launch_at" TIMESTAMPTZ(3),
    "launched_at" TIMESTAMPTZ(3),
    "launched_by_id" TEXT,
    "stage_due_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "items" INTEGER NOT NULL DEFAULT 0,
    "snapshot_digest" TEXT NOT NULL DEFAULT '',
    "fallback_id" TEXT,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "closing" JSONB,
    "close_asked_by_id" TEXT,
    "close_asked_at" TIMESTAMPTZ(3),
    "confirmed_by_id" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "paused_from" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "campaigns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_items" (
    "campaign_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "team_id" TEXT,
    "tier" TEXT NOT NULL,
    "snapshot" JSONB NOT NULL,
    "digest" BYTEA NOT NULL,
    "seat" TEXT NOT NULL,
    "seat_kind" TEXT NOT NULL,
    "stage" SMALLINT NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL,
    "decision" TEXT,
    "change" JSONB,
    "marks" TEXT[],
    "hops" SMALLINT NOT NULL DEFAULT 0,
    "silences" SMALLINT NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "signed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "campaign_items_pkey" PRIMARY KEY ("campaign_id","number")
);

-- CreateTable
CREATE TABLE "campaign_counts" (
    "campaign_id" TEXT NOT NULL,
    "stage" SMALLINT NOT NULL,
    "seat" TEXT NOT NULL,
    "tier" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "decision" TEXT NOT NULL DEFAULT '',
    "items" INTEGER NOT NULL,

    CONSTRAINT "campaign_counts_pkey" PRIMARY KEY ("campaign_id","stage","seat","tier","state","decision")
);

-- CreateTable
CREATE TABLE "campaign_days" (
    "campaign_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "decision" TEXT NOT NULL,
    "votes" INTEGER NOT NULL,

    CONSTRAINT "campaign_days_pkey" PRIMARY KEY ("campaign_id","day","decision")
);

-- CreateTable
CREATE TABLE "campaign_votes" (
    "campaign_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "stage" SMALLINT NOT NULL,
    "person_id" TEXT NOT NULL,
    "revision" SMALLINT NOT NULL,
    "current" BOOLEAN NOT NULL DEFAULT true,
    "decision" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL DEFAULT '',
    "change" JSONB,
    "digest" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "dwell_millis" INTEGER NOT NULL DEFAULT 0,
    "capacity" TEXT NOT NULL,
    "for_person_id" TEXT,
    "recommended" TEXT NOT NULL DEFAULT '',
    "bulk_id" TEXT,
    "correction" BOOLEAN NOT NULL DEFAULT false,
    "signoff_id" TEXT,

    CONSTRAINT "campaign_votes_pkey" PRIMARY KEY ("campaign_id","number","stage","person_id","revision")
);

-- CreateTable
CREATE TABLE "campaign_signoffs" (
    "id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "stage" SMALLINT NOT NULL,
    "person_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "items" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,

    CONSTRAINT "campaign_signoffs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_asks" (
    "id" BIGSERIAL NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "stage" SMALLINT NOT NULL,
    "from_seat" TEXT NOT NULL,
    "to_seat" TEXT NOT NULL,
    "to_kind" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "by_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "campaign_asks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_remediations" (
    "campaign_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "wave" SMALLINT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "apply_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3),
    "undo_until" TIMESTAMPTZ(3),
    "effect" JSONB,
    "probes" JSONB,
    "verified_at" TIMESTAMPTZ(3),
    "error" TEXT NOT NULL DEFAULT '',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by_id" TEXT,
    "undo_reason" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "campaign_remediations_pkey" PRIMARY KEY ("campaign_id","number")
);

-- CreateTable
CREATE TABLE "campaign_tasks" (
    "id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "number" INTEGER,
    "kind" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "owner_id" TEXT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "done_by_id" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "campaign_tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_exceptions" (
    "campaign_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "controls" TEXT NOT NULL DEFAULT '',
    "until" TIMESTAMPTZ(3) NOT NULL,
    "signed_by_id" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,
    "assertion" JSONB,

    CONSTRAINT "campaign_exceptions_pkey" PRIMARY KEY ("campaign_id","number")
);

-- CreateTable
CREATE TABLE "campaign_exclusions" (
    "id" TEXT NOT NULL,
    "target_kind" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "team_id" TEXT,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'requested',
    "state_reason" TEXT NOT NULL DEFAULT '',
    "requested_by_id" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "until" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "campaign_exclusions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certifications" (
    "kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "certified_at" TIMESTAMPTZ(3),
    "rights" JSONB,
    "silences" SMALLINT NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "certifications_pkey" PRIMARY KEY ("kind","subject_id")
);

-- CreateTable
CREATE TABLE "campaign_drifts" (
    "id" BIGSERIAL NOT NULL,
    "agent_id" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "campaign_id" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_drifts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_reminders" (
    "campaign_id" TEXT NOT NULL,
    "stage" SMALLINT NOT NULL,
    "person_id" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "open" INTEGER NOT NULL,

    CONSTRAINT "campaign_reminders_pkey" PRIMARY KEY ("campaign_id","stage","person_id","step")
);

-- CreateTable
CREATE TABLE "campaign_progress" (
    "campaign_id" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "error" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "campaign_progress_pkey" PRIMARY KEY ("campaign_id","step")
);

-- CreateTable
CREATE TABLE "campaign_packs" (
    "id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "error" TEXT NOT NULL DEFAULT '',
    "asked_by_id" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "ready_at" TIMESTAMPTZ(3),
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "manifest" TEXT NOT NULL DEFAULT '',
    "event_id" TEXT,

    CONSTRAINT "campaign_packs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_pack_parts" (
    "pack_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "campaign_pack_parts_pkey" PRIMARY KEY ("pack_id","number")
);

-- CreateIndex
CREATE INDEX "campaign_definitions_state_next_at_idx" ON "campaign_definitions"("state", "next_at");

-- CreateIndex
CREATE INDEX "campaigns_state_launch_at_idx" ON "campaigns"("state", "launch_at");

-- CreateIndex
CREATE INDEX "campaigns_created_at_id_idx" ON "campaigns"("created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "campaigns_definition_id_occurrence_key" ON "campaigns"("definition_id", "occurrence");

-- CreateIndex
CREATE INDEX "campaign_items_campaign_id_seat_number_idx" ON "campaign_items"("campaign_id", "seat", "number");

-- CreateIndex
CREATE INDEX "campaign_items_agent_id_campaign_id_idx" ON "campaign_items"("agent_id", "campaign_id");

-- CreateIndex
CREATE INDEX "campaign_items_subject_id_idx" ON "campaign_items"("subject_id");

-- CreateIndex
CREATE INDEX "campaign_votes_campaign_id_person_id_at_idx" ON "campaign_votes"("campaign_id", "person_id", "at");

-- CreateIndex
CREATE INDEX "campaign_votes_signoff_id_idx" ON "campaign_votes"("signoff_id");

-- CreateIndex
CREATE INDEX "campaign_signoffs_campaign_id_person_id_idx" ON "campaign_signoffs"("campaign_id", "person_id");

-- CreateIndex
CREATE INDEX "campaign_asks_campaign_id_number_idx" ON "campaign_asks"("campaign_id", "number");

-- CreateIndex
CREATE INDEX "campaign_remediations_campaign_id_state_apply_at_idx" ON "campaign_remediations"("campaign_id", "state", "apply_at");

-- CreateIndex
CREATE INDEX "campaign_tasks_owner_id_state_idx" ON "campaign_tasks"("owner_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_tasks_campaign_id_number_kind_key" ON "campaign_tasks"("campaign_id", "number", "kind");

-- CreateIndex
CREATE INDEX "campaign_exclusions_state_until_idx" ON "campaign_exclusions"("state", "until");

-- CreateIndex
CREATE INDEX "campaign_exclusions_target_id_idx" ON "campaign_exclusions"("target_id");

-- CreateIndex
CREATE INDEX "certifications_agent_id_idx" ON "certifications"("agent_id");

-- CreateIndex
CREATE INDEX "campaign_drifts_settled_at_agent_id_idx" ON "campaign_drifts"("settled_at", "agent_id");

-- CreateIndex
CREATE INDEX "campaign_packs_campaign_id_asked_at_idx" ON "campaign_packs"("campaign_id", "asked_at");

-- AddForeignKey
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_definition_id_fkey" FOREIGN KEY ("definition_id") REFERENCES "campaign_definitions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
