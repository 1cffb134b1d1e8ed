-- What stands beside a leaf is inserted in one statement with its event, neither can be deleted, and the self-audit names
-- what stands alone: checking the key for every text would lock and log the event's row a second time.
ALTER TABLE "audit_personal" DROP CONSTRAINT "audit_personal_event_id_fkey";
