import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { abilityFor } from "../guard";
import { stepAt } from "../rules";
import { type StoredPerson, selectPeople } from "../store";
import type { GuideView, StepView } from "../views";
import { GUIDE_STEPS, type GuideStep, isDone, type Seen, STEP_IDS, type StepId } from "./steps";
import { firstEventAt, START, type StoredStep, seeSteps, selectSteps } from "./store";

const DAY_MS = 86_400_000;

/** The roll-out guide as it stands now (D4): each step looks for itself, and what was done once stays done. */
export async function readGuide(ctx: Context): Promise<GuideView> {
  requirePermission(ctx, "guide.read");
  return inSqlTransaction(async (tx) => {
    const [seen, stored, first] = [await seeSteps(tx), await selectSteps(tx), await firstEventAt(tx)];
    const people = await selectPeople(
      tx,
      [...stored.values()].flatMap(({ byId }) => (byId ? [byId] : [])),
    );
    const begunAt = stored.get(START)?.doneAt ?? null;
    const steps = STEP_IDS.map((id) =>
      stepView(id, { seen: seen.get(id), stored: stored.get(id), people, begunAt, now: ctx.now }),
    );
    return {
      begunAt: begunAt?.toISOString() ?? null,
      suggested: (first ?? ctx.now).toISOString(),
      day: begunAt && Math.max(1, Math.floor((ctx.now.getTime() - begunAt.getTime()) / DAY_MS) + 1),
      steps,
      done: steps.filter(({ state }) => state === "done").length,
      manage: abilityFor(ctx, "guide.manage"),
    };
  });
}

interface At {
  seen: Seen | undefined;
  stored: StoredStep | undefined;
  people: ReadonlyMap<string, StoredPerson>;
  begunAt: Date | null;
  now: Date;
}

function stepView(id: StepId, { seen = { have: 0, of: 0 }, stored, people, begunAt, now }: At): StepView {
  const { phase, title, why, href, place, says }: GuideStep = GUIDE_STEPS[id];
  // Until the worker has written down when, it was done now.
  const doneAt = stored?.doneAt ?? (isDone(seen) ? now : null);
  const reason = stored?.reason ?? "";
  const { state, dueAt, daysLeft } = stepAt({ phase, doneAt, aside: reason !== "" }, begunAt, now);
  return {
    ...{ id, phase, title, why, href, place, state, daysLeft, reason },
    seen: says(seen),
    doneAt: doneAt?.toISOString() ?? null,
    dueAt: dueAt?.toISOString() ?? null,
    asideBy: people.get(stored?.byId ?? "") ?? null,
  };
}
