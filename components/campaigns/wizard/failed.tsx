import { Callout } from "@/components/ui/callout";
import type { ActionFailure } from "@/lib/http/action-state";

/** What the server refused, with the field each sentence is about. */
export function Failed({ failure }: { failure: ActionFailure }) {
  return (
    <Callout tone="danger" role="alert" title={failure.message}>
      {failure.issues.length ? (
        <ul className="grid gap-0.5">
          {failure.issues.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              {path ? <span className="text-muted-foreground">{wordsOf(path)}: </span> : null}
              {message}
            </li>
          ))}
        </ul>
      ) : null}
      <p className="text-muted-foreground text-xs">Nothing was changed. Request {failure.requestId}</p>
    </Callout>
  );
}

const NAMES: Record<string, string> = {
  name: "Name",
  kinds: "What is looked at",
  scope: "Scope",
  stages: "Stages",
  rules: "Rules",
  fallbackId: "When nobody is left to ask",
  timeZone: "Time zone",
  schedule: "Schedule",
  launchAt: "Date",
};

/** "changes.plan.stages.1.days" → "Stages 2". */
function wordsOf(path: string): string {
  const parts = path.split(".").filter((part) => part !== "plan" && part !== "changes");
  const place = /^\d+$/.test(parts[1] ?? "") ? ` ${Number(parts[1]) + 1}` : "";
  return `${NAMES[parts[0] ?? ""] ?? parts[0]}${place}`;
}
