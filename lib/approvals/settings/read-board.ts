import { can, requireReach } from "@/lib/access";
import type { Context } from "@/lib/context";
import { PRIVILEGE_CLASSES } from "@/lib/people/schema";
import { selectGlassMembers, selectGroups } from "./queries";
import { warningOf } from "./rules";
import { versionedSettings } from "./store";
import type { GroupView, SettingsBoard } from "./views";

/** How approvals are set, who is there to decide, and who may break the glass. @throws CountersignError `forbidden` */
export async function readSettingsBoard(ctx: Context): Promise<SettingsBoard> {
  requireReach(ctx, "approvals.measure");
  const [settings, found, glass] = await Promise.all([
    versionedSettings(),
    selectGroups(ctx.now),
    selectGlassMembers(),
  ]);
  const groups = PRIVILEGE_CLASSES.map((privilegeClass): GroupView => {
    const group = found.find((one) => one.privilegeClass === privilegeClass);
    if (group) {
      return { privilegeClass, name: group.name, members: group.members, warning: warningOf(group, ctx.now) };
    }
    return { privilegeClass, name: null, members: [], warning: "No group reviews this: requests of this kind expire." };
  });
  return { settings, mayChange: can(ctx.actor, "approvals.settings"), groups, glass };
}
