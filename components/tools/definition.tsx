import { LiteralText } from "@/components/ui/literal-text";
import type { WaitingTool } from "@/lib/agents/schema";

type Told = Pick<WaitingTool, "title" | "fullDescription" | "parameters" | "claims">;

/** A definition in full, as its server says it: text, parameters, claims. Nothing of it is interpreted. */
export function Definition({ tool }: { tool: Told }) {
  return (
    <div className="grid gap-3">
      {tool.fullDescription ? (
        <p className="max-w-prose">
          <LiteralText text={tool.fullDescription} multiline />
        </p>
      ) : (
        <p className="text-muted-foreground">Its server gives no description.</p>
      )}
      {tool.parameters.length ? <Parameters parameters={tool.parameters} /> : null}
      {tool.claims.length ? (
        <p className="text-muted-foreground text-xs">
          Its supplier claims:{" "}
          {tool.claims.map((claim, position) => (
            <span key={claim.name}>
              {position ? ", " : ""}
              <LiteralText text={`${claim.name} ${claim.value}`} className="font-mono" />
            </span>
          ))}
        </p>
      ) : null}
    </div>
  );
}

function Parameters({ parameters }: { parameters: WaitingTool["parameters"] }) {
  return (
    <ul aria-label="Parameters" className="divide-y divide-border rounded-md border border-border bg-card">
      {parameters.map((parameter) => (
        <li key={parameter.name} className="grid gap-x-3 gap-y-0.5 px-3 py-1.5 sm:grid-cols-[minmax(8rem,14rem)_1fr]">
          <span className="min-w-0">
            <LiteralText text={parameter.name} className="font-mono text-xs" />
            {parameter.required ? null : <span className="ml-1.5 text-muted-foreground text-xs">optional</span>}
          </span>
          <span className="min-w-0 text-muted-foreground">
            {parameter.type ? (
              <>
                <LiteralText text={parameter.type} className="text-xs" />{" "}
              </>
            ) : null}
            <LiteralText text={parameter.description} multiline className="text-foreground" />
          </span>
        </li>
      ))}
    </ul>
  );
}
