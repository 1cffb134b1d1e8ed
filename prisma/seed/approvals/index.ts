import { recordEvent } from "@/lib/audit";
import { db, inTransaction } from "@/lib/db";
import { closeDecisionPoint, decisionPoint } from "@/lib/policy";
import { contextOf } from "../organisation";
import { personByKey, seedId } from "../people";
import { daysBefore } from "../time";
import { ask, callOf, tellReviewers } from "./ask";
import { seedDeniedCall } from "./denied";
import { tell } from "./past";
import { type AskedScene, PAST_SCENES, type PastScene, RUSHED, restartInStaging, WAITING_SCENES } from "./scenes";
import { seedStanding } from "./standing";
import { agreed, ordinaryStory, type Story } from "./story";

const SPAN_DAYS = 42;
const TTL_SECONDS = 900;
const BESIDE = 20;

/** Weeks of approvals: asked, looked at, decided, used; two broken glasses, one outcome that nobody knows, one standing approval. */
export async function seedApprovals(now: Date): Promise<void> {
  if ((await db().approval.count()) > 0) return;
  await seedPeopleAround(now);
  const point = await decisionPoint("seed");
  await point.catchUp();
  try {
    const past = [...PAST_SCENES.flatMap((scene) => turnsOf(scene, now)), ...rushed(now), ...rarities(now)];
    past.sort((a, b) => a.at.getTime() - b.at.getTime());
    for (let from = 0; from < past.length; from += BESIDE) {
      await Promise.all(past.slice(from, from + BESIDE).map(live));
    }
    await seedStanding(now);
    await seedDeniedCall(now);
    await askWaiting(now);
  } finally {
    await closeDecisionPoint();
  }
}

/** What waits in the demo waits again when its time ran out before anybody looked: whoever opens the console finds work. */
export async function keepDemoWaiting(now: Date): Promise<void> {
  if ((await db().approval.count()) === 0) return;
  const point = await decisionPoint("seed");
  await point.catchUp();
  try {
    await askWaiting(now);
  } finally {
    await closeDecisionPoint();
  }
}

async function askWaiting(now: Date): Promise<void> {
  for (const { turn, hours, ...scene } of WAITING_SCENES) {
    const call = await callOf(scene, turn);
    if (!call || (await isSettled(call.agentId, scene.justification(turn), now))) continue;
    const asked = { call, at: now, justification: scene.justification(turn), ttlSeconds: hours * 3_600 };
    await ask(asked, tellReviewers);
  }
}

/** Somebody decided it, or it waits still. What expired, or was overtaken by an upgrade, is asked for anew. */
async function isSettled(agentId: string, justification: string, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - 30 * 86_400_000);
  const found = await db().approval.findMany({
    where: { agentId, justification, requestedAt: { gt: since } },
    select: { status: true, expiresAt: true, ttlSeconds: true },
  });
  return found.some(({ status, expiresAt, ttlSeconds }) => {
    if (ttlSeconds <= 3_600) return false;
    return status === "pending" ? expiresAt > now : !["expired", "superseded"].includes(status);
  });
}

interface PastAsk {
  scene: AskedScene;
  turn: number;
  at: Date;
  story: Story;
}

async function live({ scene, turn, at, story }: PastAsk): Promise<void> {
  const call = await callOf(scene, turn);
  if (!call) return;
  const asked = { call, at, justification: scene.justification(turn), ttlSeconds: TTL_SECONDS };
  await ask(asked, (tx, _ctx, row) => tell(tx, row, { story, at }));
}

function turnsOf(scene: PastScene, now: Date): PastAsk[] {
  const { times, untilDaysAgo: last = 1 } = scene;
  return Array.from({ length: times }, (_, turn) => ({
    ...{ scene, turn },
    at: daysBefore(now, last + ((SPAN_DAYS + 1 - last) * (times - turn - 0.5)) / times),
    story: ordinaryStory(turn + scene.times, { ...scene, ttlSeconds: TTL_SECONDS }),
  }));
}

/** One afternoon of the last week, one person, one after the other. */
function rushed(now: Date): PastAsk[] {
  const begin = daysBefore(now, 3);
  return Array.from({ length: RUSHED.times }, (_, turn) => {
    const votes = agreed(turn, { ...RUSHED, ttlSeconds: TTL_SECONDS }, 90 - turn * 3);
    const used = (votes.at(-1)?.after ?? 0) + 3;
    const story: Story = {
      status: "executed",
      viewedAfter: 90 - turn * 3,
      votes,
      usedAfter: used,
      endedAfter: null,
      joined: 0,
    };
    return { scene: RUSHED, turn: 400 + turn, at: new Date(begin.getTime() + turn * 8_000), story };
  });
}

/** What happens seldom, and has to be seen once. */
function rarities(now: Date): PastAsk[] {
  const votes = (by: string, dwellMillis: number) => [
    { by, answer: "approve" as const, reason: "" as const, text: "", after: 70, dwellMillis },
  ];
  const story = { viewedAfter: 20, votes: votes("henrik", 41_000), usedAfter: 75, endedAfter: null, joined: 0 };
  const glass = (reason: string) => ({ reason, review: null });
  const review = {
    by: "ines",
    verdict: "justified" as const,
    note: "Both reviewers were on a flight and the release was due. The log shows one restart and nothing else.",
    afterHours: 7,
  };
  const unusualRestart: AskedScene = {
    ...restartInStaging,
    arguments: () => ({ deployment: "customs-feed", namespace: "staging" }),
    justification: () => "The feed of the customs office hangs; a restart frees it.",
  };
  return [
    {
      ...{ scene: unusualRestart, turn: 300, at: daysBefore(now, 25) },
      story: {
        ...story,
        status: "executed",
        breakGlass: {
          ...glass("The release of tonight cannot be tested, and nobody of the desk answers."),
          review,
        },
      },
    },
    {
      ...{ scene: unusualRestart, turn: 301, at: daysBefore(now, 2) },
      story: {
        ...story,
        status: "executed",
        breakGlass: glass("The fix for the label printers waits for its tests since 04:10; the desk sleeps."),
      },
    },
    {
      ...{ scene: unusualRestart, turn: 302, at: daysBefore(now, 4) },
      story: { ...story, status: "unknown", votes: votes("daniel", 18_000) },
    },
  ];
}

/** Who may break the glass, and who is away just now with somebody in their place. */
async function seedPeopleAround(now: Date): Promise<void> {
  if ((await db().breakGlassMember.count()) > 0) return;
  const ctx = contextOf("ines", daysBefore(now, 60));
  await inTransaction(async (tx) => {
    for (const key of ["henrik", "irina"]) {
      const personId = personByKey(key).id;
      await tx.breakGlassMember.create({ data: { personId, addedById: ctx.actor.id, addedAt: ctx.now } });
      await recordEvent(tx, ctx, { type: "break_glass.member_added", targetId: personId });
    }
    const [person, delegate] = [personByKey("amara").id, personByKey("daniel").id];
    const [fromAt, untilAt] = [daysBefore(now, 1), new Date(now.getTime() + 6 * 86_400_000)];
    const at = contextOf("amara", daysBefore(now, 3));
    const id = seedId("abs", "amara");
    const note = "Visiting the terminals in Gdynia and Klaipėda.";
    const absence = { personId: person, delegateId: delegate, fromAt, untilAt, note };
    await tx.absence.create({ data: { id, ...absence, createdById: person, createdAt: at.now } });
    await recordEvent(tx, at, {
      type: "absence.set",
      targetId: person,
      details: {
        absenceId: id,
        delegateId: delegate,
        fromAt: fromAt.toISOString(),
        untilAt: untilAt.toISOString(),
        note,
      },
    });
  });
}
