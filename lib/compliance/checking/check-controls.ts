import { requirePermission } from "@/lib/access";
import { type NewEvent, recordEvents, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { allControls, type CataloguedControl } from "../catalogue/read-catalogue";
import type { QueryId } from "../queries";
import type { Counts } from "../queries/query";
import { isWritten, stateOf } from "../rules";
import { insertChecks, type LastCheck, lastChecks, lockChecks, type StoredCheck, selectControls } from "../store";
import { answersFor, askQueries } from "./ask";

/**
 * Asks every query of the catalogue and writes down what changed, and every control once a day (D3). A change of a control's state is
 * an event. Controls that do not apply are left alone.
 * @returns how many were written down, and how many of those changed their state
 * @throws CountersignError `forbidden` (recorded)
 */
export function checkControls(ctx: Context): Promise<{ written: number; changed: number }> {
  return refusingOnRecord(ctx, { verb: "controls.manage", resource: "controls" }, async () => {
    requirePermission(ctx, "controls.manage");
    const controls = allControls();
    const counts = await askQueries(
      ctx,
      controls.flatMap(({ evidence }) => evidence.map(({ query }) => query)),
    );
    return inSqlTransaction(async (tx) => {
      await lockChecks(tx);
      const ids = controls.map(({ id }) => id);
      const [said, last] = [await selectControls(tx, ids), await lastChecks(tx, ids, ctx.now)];
      const due = controls
        .filter(({ id }) => said.get(id)?.applies ?? true)
        .map((control) => checkOf(ctx, control, counts))
        .filter((check) => isDue(check, last.get(check.controlId)));
      await insertChecks(tx, due);
      const changed = due.filter(({ controlId, state }) => last.get(controlId)?.state !== state);
      await recordEvents(
        tx,
        ctx,
        changed.map((check) => eventOf(check, last.get(check.controlId))),
      );
      return { written: due.length, changed: changed.length };
    });
  });
}

function checkOf(ctx: Context, control: CataloguedControl, counts: ReadonlyMap<QueryId, Counts>): StoredCheck {
  const answers = answersFor(ctx, control, counts).map(({ query, proves, state, found, of }) => {
    return { query, proves, state, found, of };
  });
  return { controlId: control.id, at: ctx.now, state: stateOf(answers), answers };
}

/** Numbers move with every call; what counts as a change is what they mean. */
const meaning = ({ answers }: Pick<StoredCheck, "answers">) =>
  answers.map(({ query, proves, state }) => `${query} ${proves} ${state}`).join(", ");

function isDue(check: StoredCheck, last: LastCheck | undefined): boolean {
  // What was looked at later stands: a check that began earlier and waited has nothing to say any more.
  if (last && last.at >= check.at) return false;
  return isWritten(last ? { ...last, answers: meaning(last) } : null, { ...check, answers: meaning(check) });
}

function eventOf({ controlId, state, answers }: StoredCheck, last: LastCheck | undefined): NewEvent {
  const short = answers.map((answer) => ({
    query: answer.query,
    state: answer.state,
    found: answer.found,
    of: answer.of,
  }));
  return {
    type: "control.checked",
    targetId: controlId,
    details: { state, before: last?.state ?? "not_measured", answers: short },
  };
}
