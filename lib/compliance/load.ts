import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import type { CataloguedControl } from "./catalogue/read-catalogue";
import { controlHref } from "./present";
import {
  type LastCheck,
  lastChecks,
  type StoredControl,
  type StoredPerson,
  selectControls,
  selectPeople,
} from "./store";
import { CONTROL_STATES, type ControlState } from "./terms";
import type { ControlRow } from "./views";

/** How far back a state is compared with: what turned worse since then is told. */
const WORSENED_DAYS = 7;
const DAY_MS = 86_400_000;

export interface LoadedControl {
  control: CataloguedControl;
  said: StoredControl | undefined;
  last: LastCheck | undefined;
  row: ControlRow;
}

/** These controls with what people said of them and what was found last, in three statements. */
export async function loadControls(
  tx: SqlTx,
  ctx: Context,
  controls: readonly CataloguedControl[],
): Promise<LoadedControl[]> {
  const ids = controls.map(({ id }) => id);
  const said = await selectControls(tx, ids);
  const last = await lastChecks(tx, ids, new Date(ctx.now.getTime() - WORSENED_DAYS * DAY_MS));
  const people = await selectPeople(
    tx,
    [...said.values()].flatMap(({ ownerId }) => (ownerId ? [ownerId] : [])),
  );
  return controls.map((control) => {
    const found = { said: said.get(control.id), last: last.get(control.id) };
    return { control, ...found, row: rowOf(control, found, people) };
  });
}

function rowOf(
  { id, reference, title }: CataloguedControl,
  { said, last }: Pick<LoadedControl, "said" | "last">,
  people: ReadonlyMap<string, StoredPerson>,
): ControlRow {
  return {
    id,
    reference,
    title,
    href: controlHref(id),
    state: last?.state ?? null,
    since: last?.since.toISOString() ?? null,
    checkedAt: last?.at.toISOString() ?? null,
    applies: said?.applies ?? true,
    owner: people.get(said?.ownerId ?? "") ?? null,
    answers: tallyOf((last?.answers ?? []).map(({ state }) => state)),
  };
}

/** How many of each state. */
export function tallyOf(states: readonly ControlState[]): Record<ControlState, number> {
  const count = (wanted: ControlState) => states.filter((state) => state === wanted).length;
  return Object.fromEntries(CONTROL_STATES.map((state) => [state, count(state)])) as Record<ControlState, number>;
}
