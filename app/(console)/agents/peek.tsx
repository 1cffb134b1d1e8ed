import { AgentPeek } from "@/components/agents/agent-peek";
import { PeekFacts } from "@/components/agents/peek-facts";
import { ErrorState } from "@/components/ui/error-state";
import { LiteralText } from "@/components/ui/literal-text";
import { getAgent } from "@/lib/agents";
import { ENVIRONMENT_LABELS, KIND_LABELS } from "@/lib/agents/terms";
import type { Context } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";

/** The panel of `?peek=`. An agent that is not there (any more) says so in the panel; the list stays. */
export async function Peek({ ctx, id, shortcuts }: { ctx: Context; id: string; shortcuts: boolean }) {
  const agent = await getAgent(ctx, id).catch((error: unknown) => {
    if (isCountersignError(error) && error.code === "not_found") return null;
    throw error;
  });
  if (!agent) {
    return (
      <AgentPeek id={id} title="Agent" shortcuts={shortcuts}>
        <ErrorState
          kind="missing"
          title="Not here"
          description="There is no agent with this id, or you may not see it."
        />
      </AgentPeek>
    );
  }
  return (
    <AgentPeek
      id={id}
      title={<LiteralText text={agent.name} />}
      subtitle={`${KIND_LABELS[agent.kind]} in ${ENVIRONMENT_LABELS[agent.environment].toLowerCase()}`}
      shortcuts={shortcuts}
    >
      <PeekFacts agent={agent} />
    </AgentPeek>
  );
}
