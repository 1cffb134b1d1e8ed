import { can, requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { answersFor, askWithin } from "./checking/ask";
import { abilityFor, requireControl } from "./guard";
import { loadControls } from "./load";
import { eventsQuery, frameworkHref } from "./present";
import { stateOf, stretchesOf } from "./rules";
import { lookAtOnce, selectCandidates, selectChecks } from "./store";
import { OWNER_ROLES } from "./terms";
import type { ControlView } from "./views";

const DAY_MS = 86_400_000;
const HISTORY_DAYS = 730;

/**
 * One control (D3): what it asks, what each of its queries answers now, how long it has been in which state, and what it does not cover.
 * @param id "soc2/CC6.1"
 * @throws CountersignError `not_found`
 */
export async function getControl(ctx: Context, id: string): Promise<ControlView> {
  requirePermission(ctx, "controls.read");
  const control = requireControl(id);
  const { framework, evidence, takeHome } = control;
  return inSqlTransaction(async (tx) => {
    await lookAtOnce(tx);
    const [loaded] = await loadControls(tx, ctx, [control]);
    if (!loaded) throw new Error("a control was not loaded");
    const counts = await askWithin(
      tx,
      ctx,
      evidence.map(({ query }) => query),
    );
    const answers = answersFor(ctx, control, counts);
    const checks = await selectChecks(tx, id, new Date(ctx.now.getTime() - HISTORY_DAYS * DAY_MS));
    const events = eventsQuery(takeHome, ctx.now);
    const manage = abilityFor(ctx, "controls.manage");
    const { id: frameworkId, name, edition, source } = framework;
    return {
      ...loaded.row,
      framework: { id: frameworkId, name, edition, source, href: frameworkHref(frameworkId) },
      asks: control.asks,
      notCovered: control.notCovered,
      note: loaded.said?.note ?? "",
      version: loaded.said?.version ?? 0,
      live: { state: stateOf(answers), answers, at: ctx.now.toISOString() },
      history: stretchesOf(checks, ctx.now),
      takeHome: can(ctx.actor, "evidence.export") ? `/evidence/new?${events}&${titleOf(name, control)}` : null,
      timeline: `/audit?${events}`,
      assign: manage,
      scope: manage,
      people: manage.allowed ? await selectCandidates(tx, OWNER_ROLES) : [],
    };
  });
}

/** What the page that asks for an export says it is about. */
function titleOf(
  framework: string,
  { id, reference, title }: { id: string; reference: string; title: string },
): string {
  return new URLSearchParams({ control: id, title: `${framework} ${reference}: ${title}` }).toString();
}
