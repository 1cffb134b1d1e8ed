// The worker: numbers the committed audit events, signs checkpoints and audits the log, apart from anything that serves requests;
// and writes down what time alone brings about.
// Any number may run: the sequencer is fenced, one leads and the others stand by.
import { classifyPending, expireHandOvers, sweepOverrides } from "@/lib/agents";
import { escalateDue, plantCanaries, pruneApprovals, sweepApprovals } from "@/lib/approvals";
import { assertDurableServer, COUNTS, collectCosignatures, SEARCH, startFollowers, startSequencer } from "@/lib/audit";
import {
  expireUncertified,
  mendReviewers,
  remind,
  startDue,
  sweepCampaigns,
  sweepExclusions,
  workOn,
} from "@/lib/campaigns";
import { checkControls, noteGuide } from "@/lib/compliance";
import { systemContext } from "@/lib/context";
import { purgeTokens, sweepCredentials } from "@/lib/credentials";
import { closeDatabase } from "@/lib/db";
import { expireEntitlements } from "@/lib/entitlements";
import { sweepExports, workOnExport } from "@/lib/evidence";
import { openLog } from "@/lib/http/log";
import { sweepSwitches } from "@/lib/incidents";
import { runJobs } from "@/lib/jobs";
import { purgeNotices } from "@/lib/notices";
import { purgeDeliveries, runDeliveries } from "@/lib/notifications";
import { closeDecisionPoint, countUse, pruneChanges } from "@/lib/policy";
import { sendDueReports, takeDay, takeQuarter } from "@/lib/posture";
import { repeatUntil, reportReady, untilStopped } from "@/lib/process";
import { sweepReported } from "@/lib/reporting";
import { erasedAgain, letGo, makeMonths } from "@/lib/retention";
import { USAGE } from "@/lib/usage";

/** Rules read the clock themselves: this only keeps the record near it. */
const EXPIRY_EVERY_MS = 600_000;
/** A tier that stands past its time is wrong for as long. */
const SWEEP_EVERY_MS = 60_000;

/** A kill switch whose confirmation was lost with its process is confirmed this late at most, after its own ten seconds. */
const SWITCHES_EVERY_MS = 10_000;

/** Requests for approval whose time is over are refused by the clock: this only keeps their label and the log near it. */
const APPROVALS_EVERY_MS = 1_000;

/** The next rung is asked this late at most. */
const ESCALATION_EVERY_MS = 5_000;

/** What time has made due in recertification waits this long at most before a worker takes it. */
const CAMPAIGNS_EVERY_MS = 1_000;

/** A leaf that no witness has seen yet is anchored by the guard alone for as long. */
const WITNESSES_EVERY_MS = 10_000;

/** A day's numbers are as old as this at most; a quarter is written down this late at most after its end. */
const POSTURE_EVERY_MS = 3_600_000;
const QUARTERS_EVERY_MS = 300_000;

/** Controls are written down when they change and once a day: a change is seen this late at most. */
const CONTROLS_EVERY_MS = 3_600_000;

/** An export that was forgotten in the queue is looked at this late at most. */
const EXPORTS_EVERY_MS = 5_000;

/** What its time is over for waits a day at most; the log's months are made three ahead. */
const RETENTION_EVERY_MS = 86_400_000;

const stopping = untilStopped();
const over = new AbortController();
const log = openLog("worker");

/** What decisions have used, and what nobody needs any more of what told of changes. */
async function sweepDecisions(): Promise<void> {
  await countUse(systemContext("worker"));
  await pruneChanges();
  await pruneApprovals();
}

/** What schedules, deadlines and drift ask for: found by small indexes, and put into the queue that `runJobs` works off. */
async function sweepRecertification(): Promise<void> {
  await startDue(systemContext("worker"));
  await sweepCampaigns();
}

/** What was left out until an end, or was not certified in time; who left although they are asked; who has reviews open. */
async function sweepReviews(): Promise<void> {
  await sweepExclusions(systemContext("worker"));
  await expireUncertified(systemContext("worker"));
  await mendReviewers();
  await remind(systemContext("worker"));
}

/** What the rows say of the control catalogue, and which steps of the roll-out guide are done. */
async function lookAtControls(): Promise<void> {
  await checkControls(systemContext("worker"));
  await noteGuide(systemContext("worker"));
}

/** First the months, so that what is let go of stands where it belongs. */
async function sweepRetention(): Promise<void> {
  await makeMonths(systemContext("worker"));
  await letGo(systemContext("worker"));
}

/** Credentials whose time is over, and what is kept of tokens and proofs that nobody can show any more. */
async function sweepIdentities(): Promise<void> {
  await sweepCredentials(systemContext("worker"));
  await purgeTokens(systemContext("worker"));
}

/** What time and upgrades do to tiers: the first turn after an upgrade computes what was never computed. */
async function sweep(): Promise<void> {
  await classifyPending(systemContext("worker"));
  await sweepOverrides(systemContext("worker"));
  await purgeNotices(systemContext("worker"));
  await purgeDeliveries(systemContext("worker"));
}

try {
  await assertDurableServer();
  reportReady();
  log.info("started");
  await Promise.all([
    startSequencer({
      signal: stopping,
      onProblem: (error) => log.error({ err: error }, "the sequencer met a problem and goes on"),
      // What is repeated beside it must not keep a worker alive that can no longer number events.
    }).finally(() => over.abort()),
    repeatUntil(AbortSignal.any([stopping, over.signal]), EXPIRY_EVERY_MS, {
      work: () => expireHandOvers(systemContext("worker")),
      onProblem: (error) => log.error({ err: error }, "offers that have expired could not be written down"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), SWEEP_EVERY_MS, {
      work: () => expireEntitlements(systemContext("worker")),
      onProblem: (error) => log.error({ err: error }, "grants whose time is over could not be written down"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), SWEEP_EVERY_MS, {
      work: sweepIdentities,
      onProblem: (error) => log.error({ err: error }, "credentials whose time is over could not be ended"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), SWEEP_EVERY_MS, {
      work: sweep,
      onProblem: (error) => log.error({ err: error }, "tiers whose override is over could not be settled"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), SWEEP_EVERY_MS, {
      work: sweepDecisions,
      onProblem: (error) => log.error({ err: error }, "what decisions have used could not be counted"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), SWITCHES_EVERY_MS, {
      work: () => sweepSwitches(systemContext("worker")),
      onProblem: (error) => log.error({ err: error }, "kill switches could not be gone through"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), APPROVALS_EVERY_MS, {
      work: () => sweepApprovals(systemContext("worker")),
      onProblem: (error) => log.error({ err: error }, "requests for approval could not be gone through"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), SWEEP_EVERY_MS, {
      work: () => plantCanaries(systemContext("worker")),
      onProblem: (error) => log.error({ err: error }, "canaries could not be gone through"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), ESCALATION_EVERY_MS, {
      work: () => escalateDue(systemContext("worker")),
      onProblem: (error) => log.error({ err: error }, "more people could not be asked about what nobody answered"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), CAMPAIGNS_EVERY_MS, {
      work: sweepRecertification,
      onProblem: (error) => log.error({ err: error }, "what is due in recertification could not be gone through"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), SWEEP_EVERY_MS, {
      work: sweepReviews,
      onProblem: (error) => log.error({ err: error }, "reviewers and their deadlines could not be gone through"),
    }),
    startFollowers({
      signal: AbortSignal.any([stopping, over.signal]),
      followers: [COUNTS, SEARCH, USAGE],
      onProblem: (error) => log.error({ err: error }, "a follower of the log met a problem and goes on"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), WITNESSES_EVERY_MS, {
      work: collectCosignatures,
      onProblem: (error) => log.error({ err: error }, "witnesses could not be asked"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), POSTURE_EVERY_MS, {
      work: () => takeDay(systemContext("worker")),
      onProblem: (error) => log.error({ err: error }, "the posture of today could not be measured"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), QUARTERS_EVERY_MS, {
      work: () => takeQuarter(systemContext("worker")),
      onProblem: (error) => log.error({ err: error }, "the posture of the last quarter could not be written down"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), CONTROLS_EVERY_MS, {
      work: lookAtControls,
      onProblem: (error) => log.error({ err: error }, "the controls of the catalogue could not be checked"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), SWEEP_EVERY_MS, {
      work: () => sweepReported(systemContext("worker")),
      onProblem: (error) => log.error({ err: error }, "ids of reported events could not be forgotten"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), EXPORTS_EVERY_MS, {
      work: () => sweepExports(systemContext("worker")),
      onProblem: (error) => log.error({ err: error }, "exports could not be gone through"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), RETENTION_EVERY_MS, {
      work: sweepRetention,
      onProblem: (error) => log.error({ err: error }, "what its time is over for could not be let go of"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), SWEEP_EVERY_MS, {
      work: () => erasedAgain(systemContext("worker")),
      onProblem: (error) => log.error({ err: error }, "people who were erased could not be erased again"),
    }),
    repeatUntil(AbortSignal.any([stopping, over.signal]), SWEEP_EVERY_MS, {
      work: () => sendDueReports(systemContext("worker")),
      onProblem: (error) => log.error({ err: error }, "reports could not be sent"),
    }),
    runJobs({
      signal: AbortSignal.any([stopping, over.signal]),
      work: (job) => (job.kind === "export" ? workOnExport(job) : workOn(job)),
      onProblem: (error) => log.error({ err: error }, "a step of a campaign or an export failed"),
    }),
    runDeliveries({
      signal: AbortSignal.any([stopping, over.signal]),
      onProblem: (error) => log.error({ err: error }, "messages could not be sent"),
    }),
  ]);
  log.info("stopped");
} catch (error) {
  log.fatal({ err: error }, "the worker cannot run");
  process.exitCode = 1;
}
// What proves remediations follows the organisation, and would keep a worker that was told to stop alive.
await closeDecisionPoint();
await closeDatabase();
