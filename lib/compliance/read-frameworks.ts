import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { catalogue, controlsOf } from "./catalogue/read-catalogue";
import type { Framework } from "./catalogue/schema";
import { abilityFor } from "./guard";
import { type LoadedControl, loadControls, tallyOf } from "./load";
import { frameworkHref } from "./present";
import { isWorse } from "./rules";
import type { FrameworkRow, FrameworksView, FrameworkView, Worsened } from "./views";

/** Every framework with the states of its controls as they were checked last, and what turned worse within a week (D3). */
export async function listFrameworks(ctx: Context): Promise<FrameworksView> {
  requirePermission(ctx, "controls.read");
  const controls = await inSqlTransaction((tx) => loadControls(tx, ctx, catalogue().flatMap(controlsOf)));
  const checks = controls.flatMap(({ last }) => (last ? [last.at.getTime()] : []));
  return {
    frameworks: catalogue().map((framework) =>
      frameworkRow(
        framework,
        controls.filter(({ control }) => control.framework === framework),
      ),
    ),
    worsened: controls.flatMap(worsened),
    checkedAt: checks.length ? new Date(Math.max(...checks)).toISOString() : null,
    check: abilityFor(ctx, "controls.manage"),
  };
}

/** One framework with its controls. @throws CountersignError `not_found` */
export async function getFramework(ctx: Context, id: string): Promise<FrameworkView> {
  requirePermission(ctx, "controls.read");
  const framework = catalogue().find((one) => one.id === id);
  if (!framework) throw notFound("framework");
  const controls = await inSqlTransaction((tx) => loadControls(tx, ctx, controlsOf(framework)));
  const rows = controls.map(({ row }) => row);
  const owners = new Map(rows.flatMap(({ owner }) => (owner ? [[owner.id, owner] as const] : [])));
  return {
    ...frameworkRow(framework, controls),
    about: framework.about,
    source: framework.source,
    rows,
    owners: [...owners.values()].sort((a, b) => a.name.localeCompare(b.name, "en")),
  };
}

function frameworkRow({ id, name, edition, publisher }: Framework, controls: readonly LoadedControl[]): FrameworkRow {
  const applying = controls.filter(({ row }) => row.applies);
  return {
    id,
    name,
    edition,
    publisher,
    href: frameworkHref(id),
    controls: controls.length,
    states: tallyOf(applying.map(({ row }) => row.state ?? "not_measured")),
    notApplicable: controls.length - applying.length,
    unowned: applying.filter(({ row }) => !row.owner?.active).length,
  };
}

function worsened({ control, last, row }: LoadedControl): Worsened[] {
  if (!last?.earlier || !row.applies || !isWorse(last.state, last.earlier)) return [];
  const { id, reference, title, framework } = control;
  const at = last.since.toISOString();
  return [
    { id, reference, title, framework: framework.name, href: row.href, before: last.earlier, state: last.state, at },
  ];
}
