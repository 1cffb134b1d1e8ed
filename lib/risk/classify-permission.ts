import { capabilitiesOf } from "./capabilities";
import { observe } from "./cues";
import { controlOf, effectOfName } from "./permission-rules";
import { tierOfTool, weigh } from "./rules";
import type { Effect, PermissionDescription, PermissionRating } from "./schema";

/**
 * What holding a right allows, and whether it can take over an environment (`controlPlane`): granting roles, resetting or
 * taking out credentials, editing trust. Reads a `permission` ("Files.ReadWrite.All"), an `action` ("store:PutObject") or
 * a `role` with its description. Pure, deterministic, total.
 */
export function classifyPermission(right: PermissionDescription): PermissionRating {
  const name = right.permission ?? right.action ?? right.role ?? "";
  const spoken = { tool: nameToRead(right), title: null, description: right.description ?? "" };
  const observed = observe(spoken);
  const weighed = weigh(observed.cues);
  const byName = effectOfName(right, weighed.effect);
  const effect = byName ?? weighed.effect;
  const because = byName && byName !== weighed.effect ? [`its name says that it ${WHAT[byName]}`] : weighed.because;
  const control = controlOf(name, right.description ?? "", effect);
  const found = capabilitiesOf(observed, effect, spoken);
  if (control && effect !== "read") found.set("change_permissions", control);
  const capabilities = [...found.keys()];
  return {
    effect,
    capabilities,
    tier: control ? "critical" : tierOfTool(effect, capabilities, observed.objects.has("secret")),
    controlPlane: control !== null,
    because: control ? [...because, `it can take over: ${control}`] : because,
  };
}

const WHAT: Record<Effect, string> = { read: "only reads", write: "adds", destructive: "changes what exists" };

/** Of "store:PutObject" the action alone; of dotted names everything but the reach at the end. */
function nameToRead({ permission, action, role }: PermissionDescription): string {
  if (action !== undefined) return action.slice(action.indexOf(":") + 1);
  return (permission ?? role ?? "").replace(/\.(?:All|Shared|OwnedBy|CreatedByApp|ManagedBy)$/, "");
}
