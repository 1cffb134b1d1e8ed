import type { Route } from "next";
import Link from "next/link";
import { ToolButtons } from "@/components/tools/tool-buttons";
import { ToolFacts } from "@/components/tools/tool-facts";
import { ToolSheet } from "@/components/tools/tool-sheet";
import { buttonVariants } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { LiteralText } from "@/components/ui/literal-text";
import { getTool } from "@/lib/agents";
import type { ToolDetail } from "@/lib/agents/schema";
import type { Context } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import { TOOL_ACTIONS } from "./actions-of";

export interface ToolPanelProps {
  ctx: Context;
  id: string;
  param: "tool" | "peek";
  path: string;
}

/** The panel about one tool. One that is not there (any more) says so in the panel; the list stays. */
export async function ToolPanel({ ctx, id, param, path }: ToolPanelProps) {
  const tool = await getTool(ctx, id).catch((error: unknown) => {
    if (isCountersignError(error) && error.code === "not_found") return null;
    throw error;
  });
  if (!tool) {
    return (
      <ToolSheet id={id} param={param} path={path} title="Tool">
        <ErrorState
          kind="missing"
          title="Not here"
          description="There is no tool with this id, or you may not see it."
        />
      </ToolSheet>
    );
  }
  return (
    <ToolSheet
      id={id}
      param={param}
      path={path}
      title={<LiteralText text={tool.name} className="font-mono" />}
      subtitle={<Where tool={tool} linked={param === "peek"} />}
      footer={mayAct(tool) ? <ToolButtons key={tool.version} tool={tool} actions={TOOL_ACTIONS} /> : undefined}
    >
      <ToolFacts tool={tool} />
    </ToolSheet>
  );
}

function Where({ tool, linked }: { tool: ToolDetail; linked: boolean }) {
  return (
    <>
      <LiteralText text={tool.server} /> of{" "}
      {linked ? (
        <Link
          href={`/agents/${tool.agent.id}?tab=tools` as Route}
          className={buttonVariants({ variant: "link", size: "sm", className: "h-auto" })}
        >
          <LiteralText text={tool.agent.name} />
        </Link>
      ) : (
        <LiteralText text={tool.agent.name} />
      )}
    </>
  );
}

/** Whoever can only read sees no buttons; whoever could act, but not now, sees them with the reason. */
function mayAct({ abilities }: ToolDetail): boolean {
  return Object.values(abilities).some(({ allowed }) => allowed);
}
