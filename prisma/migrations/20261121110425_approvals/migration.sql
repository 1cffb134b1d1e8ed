-- AlterTable
ALTER TABLE "decisions" ADD COLUMN     "approval_id" TEXT,
ADD COLUMN     "asked_digest" TEXT;

-- CreateTable
CREATE TABLE "approvals" (
    "id" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "instance_id" TEXT,
    "credential_id" TEXT,
    "caller_kind" TEXT NOT NULL,
    "caller_id" TEXT NOT NULL,
    "decision_id" TEXT,
    "correlation_id" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "server" TEXT NOT NULL,
    "tool" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "tool_hash" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "tier" TEXT NOT NULL,
    "team_id" TEXT,
    "person_id" TEXT,
    "chain" TEXT[],
    "bound" BYTEA NOT NULL,
    "digest" TEXT NOT NULL,
    "action_digest" TEXT NOT NULL,
    "narrowed" BYTEA,
    "narrowed_digest" TEXT,
    "groups" TEXT[],
    "quorum" INTEGER NOT NULL,
    "ttl_seconds" INTEGER NOT NULL,
    "policies" TEXT[],
    "reasons" TEXT[],
    "justification" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'pending',
    "status_reason" TEXT NOT NULL DEFAULT '',
    "unrecorded" BOOLEAN NOT NULL DEFAULT false,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "first_viewed_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "approved_until" TIMESTAMPTZ(3),
    "consumed_at" TIMESTAMPTZ(3),
    "used_decision_id" TEXT,
    "use_key" TEXT,
    "outcome_at" TIMESTAMPTZ(3),
    "receipt" JSONB,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" TEXT,
    "rung" TEXT NOT NULL DEFAULT 'group',
    "rung_at" TIMESTAMPTZ(3),
    "joined" INTEGER NOT NULL DEFAULT 0,
    "break_glass" BOOLEAN NOT NULL DEFAULT false,
    "reviewed_by_id" TEXT,
    "reviewed_at" TIMESTAMPTZ(3),
    "verdict" TEXT,
    "verdict_note" TEXT NOT NULL DEFAULT '',
    "reopened_at" TIMESTAMPTZ(3),
    "reopened_by_id" TEXT,
    "standing_id" TEXT,
    "callback" JSONB,
    "known_answer" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "approvals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approval_votes" (
    "approval_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "groups" TEXT[],
    "capacity" TEXT NOT NULL,
    "for_person_id" TEXT,
    "dwell_millis" INTEGER NOT NULL DEFAULT 0,
    "narrowed" BOOLEAN NOT NULL DEFAULT false,
    "assertion" JSONB,

    CONSTRAINT "approval_votes_pkey" PRIMARY KEY ("approval_id","person_id")
);

-- CreateTable
CREATE TABLE "approval_views" (
    "approval_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "last_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "dwell_millis" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "approval_views_pkey" PRIMARY KEY ("approval_id","person_id")
);

-- CreateTable
CREATE TABLE "approval_submissions" (
    "caller_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_digest" TEXT NOT NULL,
    "approval_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "approval_submissions_pkey" PRIMARY KEY ("caller_id","key")
);

-- CreateTable
CREATE TABLE "approval_changes" (
    "id" BIGSERIAL NOT NULL,
    "approval_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "txid" xid8 NOT NULL DEFAULT pg_current_xact_id(),

    CONSTRAINT "approval_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "standing_approvals" (
    "id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "server" TEXT NOT NULL,
    "tool" TEXT NOT NULL,
    "groups" TEXT[],
    "conditions" JSONB NOT NULL DEFAULT '[]',
    "max_uses" INTEGER NOT NULL,
    "used" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "state_reason" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL,
    "from_id" TEXT NOT NULL,
    "tool_hash" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "policies" TEXT[],
    "tier" TEXT NOT NULL,
    "proposed_by_id" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_by_id" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "standing_approvals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "asking_stops" (
    "id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "pending" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by_id" TEXT,
    "lift_reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "asking_stops_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "break_glass_members" (
    "person_id" TEXT NOT NULL,
    "added_by_id" TEXT,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "break_glass_members_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "approval_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "cool_down_minutes" INTEGER NOT NULL DEFAULT 1440,
    "most_pending" INTEGER NOT NULL DEFAULT 20,
    "canaries_per_week" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "approval_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_preferences" (
    "person_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL DEFAULT 'immediate',
    "quiet_from" INTEGER NOT NULL DEFAULT 0,
    "quiet_to" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "mail_preferences_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "webhook_endpoints" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "agent_id" TEXT,
    "kinds" TEXT[],
    "secret" BYTEA NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "state_reason" TEXT NOT NULL DEFAULT '',
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_sent_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "webhook_endpoints_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "person_id" TEXT,
    "endpoint_id" TEXT,
    "target_id" TEXT,
    "content" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "last_error" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "sent_at" TIMESTAMPTZ(3),
    "once_key" TEXT,

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "passkeys" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL DEFAULT 0,
    "transports" TEXT[],
    "device_type" TEXT NOT NULL,
    "backed_up" BOOLEAN NOT NULL DEFAULT false,
    "aaguid" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by_id" TEXT,

    CONSTRAINT "passkeys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "passkey_challenges" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "challenge" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkey_challenges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "absences" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "delegate_id" TEXT,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "created_by_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "absences_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "approvals_handle_key" ON "approvals"("handle");

-- CreateIndex
CREATE INDEX "approvals_status_expires_at_idx" ON "approvals"("status", "expires_at");

-- CreateIndex
CREATE INDEX "approvals_agent_id_requested_at_idx" ON "approvals"("agent_id", "requested_at");

-- CreateIndex
CREATE INDEX "approvals_requested_at_id_idx" ON "approvals"("requested_at", "id");

-- CreateIndex
CREATE INDEX "approvals_action_digest_requested_at_idx" ON "approvals"("action_digest", "requested_at");

-- CreateIndex
CREATE INDEX "approvals_correlation_id_idx" ON "approvals"("correlation_id");

-- CreateIndex
CREATE INDEX "approvals_decision_id_idx" ON "approvals"("decision_id");

-- CreateIndex
CREATE INDEX "approval_votes_person_id_at_idx" ON "approval_votes"("person_id", "at");

-- CreateIndex
CREATE INDEX "approval_views_person_id_first_at_idx" ON "approval_views"("person_id", "first_at");

-- CreateIndex
CREATE INDEX "approval_submissions_at_idx" ON "approval_submissions"("at");

-- CreateIndex
CREATE INDEX "approval_changes_txid_idx" ON "approval_changes"("txid");

-- CreateIndex
CREATE INDEX "approval_changes_at" ON "approval_changes"("at");

-- CreateIndex
CREATE INDEX "standing_approvals_agent_id_server_tool_state_idx" ON "standing_approvals"("agent_id", "server", "tool", "state");

-- CreateIndex
CREATE INDEX "standing_approvals_state_expires_at_idx" ON "standing_approvals"("state", "expires_at");

-- CreateIndex
CREATE INDEX "asking_stops_agent_id_idx" ON "asking_stops"("agent_id");

-- CreateIndex
CREATE INDEX "webhook_endpoints_agent_id_state_idx" ON "webhook_endpoints"("agent_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_once_key_key" ON "deliveries"("once_key");

-- CreateIndex
CREATE INDEX "deliveries_state_next_at_idx" ON "deliveries"("state", "next_at");

-- CreateIndex
CREATE INDEX "deliveries_created_at_id_idx" ON "deliveries"("created_at", "id");

-- CreateIndex
CREATE INDEX "deliveries_person_id_state_idx" ON "deliveries"("person_id", "state");

-- CreateIndex
CREATE INDEX "deliveries_target_id_idx" ON "deliveries"("target_id");

-- CreateIndex
CREATE INDEX "passkeys_person_id_idx" ON "passkeys"("person_id");

-- CreateIndex
CREATE INDEX "passkey_challenges_person_id_idx" ON "passkey_challenges"("person_id");

-- CreateIndex
CREATE INDEX "passkey_challenges_expires_at_idx" ON "passkey_challenges"("expires_at");

-- CreateIndex
CREATE INDEX "absences_person_id_until_at_idx" ON "absences"("person_id", "until_at");

-- CreateIndex
CREATE INDEX "absences_delegate_id_until_at_idx" ON "absences"("delegate_id", "until_at");

-- CreateIndex
CREATE INDEX "decisions_approval_id_idx" ON "decisions"("approval_id");

-- AddForeignKey
ALTER TABLE "approval_votes" ADD CONSTRAINT "approval_votes_approval_id_fkey" FOREIGN KEY ("approval_id") REFERENCES "approvals"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval_views" ADD CONSTRAINT "approval_views_approval_id_fkey" FOREIGN KEY ("approval_id") REFERENCES "approvals"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_preferences" ADD CONSTRAINT "mail_preferences_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;
