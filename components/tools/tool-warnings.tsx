import { ShieldAlert, TriangleAlert } from "lucide-react";
import { LiteralText } from "@/components/ui/literal-text";
import type { ToolWarning } from "@/lib/agents/schema";
import { WARNING_LABELS } from "@/lib/agents/terms";

/** What in a definition should make its reader stop, with where it stands and the words themselves. */
export function ToolWarnings({ warnings }: { warnings: readonly ToolWarning[] }) {
  if (!warnings.length) return null;
  const grave = warnings.some((warning) => warning.grave);
  return (
    <div
      className={
        grave
          ? "rounded-md border border-danger-line bg-danger-soft px-3 py-2"
          : "rounded-md border border-warning-line bg-warning-soft px-3 py-2"
      }
    >
      <ul aria-label="Warnings about this definition" className="grid gap-1.5">
        {warnings.map((warning) => {
          const Icon = warning.grave ? ShieldAlert : TriangleAlert;
          return (
            <li key={`${warning.kind}/${warning.where}`} className="flex items-start gap-2">
              <Icon
                aria-hidden
                className={`mt-0.5 size-4 shrink-0 ${warning.grave ? "text-danger" : "text-warning"}`}
              />
              <span className="min-w-0">
                <span className="font-medium">{WARNING_LABELS[warning.kind]}</span>{" "}
                <span className="text-muted-foreground text-xs">
                  in <LiteralText text={warning.where} />
                </span>
                <span className="block text-xs">
                  “<LiteralText text={warning.excerpt} />”
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
