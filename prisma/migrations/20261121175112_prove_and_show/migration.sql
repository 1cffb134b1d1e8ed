-- CreateTable
CREATE TABLE "log_followers" (
    "name" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 1,
    "seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "log_followers_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "audit_counts" (
    "grain" TEXT NOT NULL,
    "start" TIMESTAMPTZ(3) NOT NULL,
    "facet" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "events" BIGINT NOT NULL,

    CONSTRAINT "audit_counts_pkey" PRIMARY KEY ("grain","facet","start","value")
);

-- CreateTable
CREATE TABLE "person_keys" (
    "person_id" TEXT NOT NULL,
    "key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "destroyed_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_keys_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "retention_rules" (
    "class" TEXT NOT NULL,
    "months" INTEGER NOT NULL,
    "set_by_id" TEXT,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "asked" INTEGER,
    "asked_by_id" TEXT,
    "let_go" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "retention_rules_pkey" PRIMARY KEY ("class")
);

-- CreateTable
CREATE TABLE "legal_holds" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "scope" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "asked_by_id" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_by_id" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "lift_reason" TEXT NOT NULL DEFAULT '',
    "lift_asked_by_id" TEXT,
    "lift_asked_at" TIMESTAMPTZ(3),
    "lifted_by_id" TEXT,
    "lifted_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "legal_holds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erasures" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "asked_by_id" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_by_id" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "fields" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "log_witnesses" (
    "name" TEXT NOT NULL,
    "vkey" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "added_by_id" TEXT,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "size" BIGINT NOT NULL DEFAULT 0,
    "signed_at" TIMESTAMPTZ(3),
    "error" TEXT NOT NULL DEFAULT '',
    "failed_at" TIMESTAMPTZ(3),

    CONSTRAINT "log_witnesses_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "log_cosignatures" (
    "epoch" INTEGER NOT NULL,
    "size" BIGINT NOT NULL,
    "witness" TEXT NOT NULL,
    "line" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "log_cosignatures_pkey" PRIMARY KEY ("epoch","size","witness")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'other',
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "team_id" TEXT,
    "rate" INTEGER NOT NULL DEFAULT 5000,
    "created_by_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reported_keys" (
    "source_id" TEXT NOT NULL,
    "key" BYTEA NOT NULL,
    "event_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reported_keys_pkey" PRIMARY KEY ("source_id","key")
);

-- CreateTable
CREATE TABLE "evidence_exports" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "query" JSONB NOT NULL,
    "formats" TEXT[],
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "error" TEXT NOT NULL DEFAULT '',
    "asked_by_id" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "done" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT NOT NULL DEFAULT 0,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "size" BIGINT NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "manifest" TEXT NOT NULL DEFAULT '',
    "event_id" TEXT,
    "ready_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "evidence_exports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_parts" (
    "export_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "evidence_parts_pkey" PRIMARY KEY ("export_id","number")
);

-- CreateTable
CREATE TABLE "evidence_links" (
    "id" TEXT NOT NULL,
    "export_id" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "recipient" TEXT NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "evidence_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_accesses" (
    "id" TEXT NOT NULL,
    "export_id" TEXT NOT NULL,
    "link_id" TEXT,
    "person_id" TEXT,
    "what" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "event_id" TEXT NOT NULL,

    CONSTRAINT "evidence_accesses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_hours" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "agent_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "server" TEXT NOT NULL,
    "tool" TEXT NOT NULL,
    "decided" INTEGER NOT NULL DEFAULT 0,
    "allowed" INTEGER NOT NULL DEFAULT 0,
    "denied" INTEGER NOT NULL DEFAULT 0,
    "stepped_up" INTEGER NOT NULL DEFAULT 0,
    "reported" INTEGER NOT NULL DEFAULT 0,
    "errors" INTEGER NOT NULL DEFAULT 0,
    "decide_micros" BIGINT NOT NULL DEFAULT 0,
    "timed" INTEGER NOT NULL DEFAULT 0,
    "call_millis" BIGINT NOT NULL DEFAULT 0,
    "buckets" INTEGER[] DEFAULT ARRAY[]::INTEGER[],

    CONSTRAINT "usage_hours_pkey" PRIMARY KEY ("hour","agent_id","server","tool")
);

-- CreateTable
CREATE TABLE "posture_days" (
    "day" DATE NOT NULL,
    "team_id" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "posture_days_pkey" PRIMARY KEY ("team_id","measure","day")
);

-- CreateTable
CREATE TABLE "posture_quarters" (
    "quarter" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "measures" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "posture_quarters_pkey" PRIMARY KEY ("quarter","team_id")
);

-- CreateTable
CREATE TABLE "report_schedules" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "report" TEXT NOT NULL,
    "team_id" TEXT,
    "rhythm" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3),
    "error" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "report_schedules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "controls" (
    "id" TEXT NOT NULL,
    "owner_id" TEXT,
    "applies" BOOLEAN NOT NULL DEFAULT true,
    "note" TEXT NOT NULL DEFAULT '',
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "controls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "control_checks" (
    "control_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "answers" JSONB NOT NULL,

    CONSTRAINT "control_checks_pkey" PRIMARY KEY ("control_id","at")
);

-- CreateTable
CREATE TABLE "guide_steps" (
    "step" TEXT NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL DEFAULT '',
    "by_id" TEXT,

    CONSTRAINT "guide_steps_pkey" PRIMARY KEY ("step")
);

-- CreateIndex
CREATE INDEX "legal_holds_state_idx" ON "legal_holds"("state");

-- CreateIndex
CREATE INDEX "erasures_person_id_idx" ON "erasures"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys"("hash");

-- CreateIndex
CREATE INDEX "reported_keys_at_idx" ON "reported_keys"("at");

-- CreateIndex
CREATE INDEX "evidence_exports_asked_by_id_asked_at_idx" ON "evidence_exports"("asked_by_id", "asked_at");

-- CreateIndex
CREATE INDEX "evidence_exports_state_expires_at_idx" ON "evidence_exports"("state", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_links_hash_key" ON "evidence_links"("hash");

-- CreateIndex
CREATE INDEX "evidence_links_export_id_idx" ON "evidence_links"("export_id");

-- CreateIndex
CREATE INDEX "evidence_accesses_export_id_at_idx" ON "evidence_accesses"("export_id", "at");

-- CreateIndex
CREATE INDEX "usage_hours_team_id_hour_idx" ON "usage_hours"("team_id", "hour");

-- CreateIndex
CREATE INDEX "usage_hours_server_tool_hour_idx" ON "usage_hours"("server", "tool", "hour");

-- CreateIndex
CREATE INDEX "report_schedules_next_at_idx" ON "report_schedules"("next_at");

-- CreateIndex
CREATE UNIQUE INDEX "report_schedules_person_id_report_team_id_key" ON "report_schedules"("person_id", "report", "team_id");

INSERT INTO retention_rules (class, months, set_at) VALUES ('operational', 6, now()), ('security', 24, now()), ('evidence', 84, now());

-- A quarter that was reported stays as it was reported, and what somebody had in hand stays known.
CREATE FUNCTION written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: it is written once', lower(TG_OP), TG_TABLE_NAME USING ERRCODE = 'CS004';
END $$;
CREATE TRIGGER posture_quarters_once BEFORE UPDATE OR DELETE OR TRUNCATE ON posture_quarters
  FOR EACH STATEMENT EXECUTE FUNCTION written_once();
CREATE TRIGGER evidence_accesses_once BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_accesses
  FOR EACH STATEMENT EXECUTE FUNCTION written_once();
CREATE TRIGGER log_cosignatures_once BEFORE UPDATE OR DELETE OR TRUNCATE ON log_cosignatures
  FOR EACH STATEMENT EXECUTE FUNCTION written_once();
