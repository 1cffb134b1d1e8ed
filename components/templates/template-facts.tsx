import { Ban } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader, FactList } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { AUTONOMY_LABELS, DATA_CLASS_LABELS, EXPOSURE_LABELS, KIND_LABELS, PRIVILEGE_LABELS } from "@/lib/agents/terms";
import { CAPABILITY_LABELS } from "@/lib/risk/terms";
import type { ExpectedTool, TemplateContent } from "@/lib/templates/schema";

/** What the template settles, the tools it expects, and what must not be added. */
export function TemplateFacts({ content }: { content: TemplateContent }) {
  const words = <T extends string>(values: readonly T[], labels: Readonly<Record<T, string>>) =>
    values.map((value) => labels[value]).join(", ") || "None";
  return (
    <>
      <Card>
        <CardHeader title="What it settles" />
        <CardContent>
          <FactList
            facts={[
              { label: "Purpose", value: <LiteralText text={content.purpose} multiline /> },
              { label: "Kind", value: KIND_LABELS[content.kind] },
              { label: "Autonomy", value: AUTONOMY_LABELS[content.autonomy] },
              { label: "Reached by", value: EXPOSURE_LABELS[content.exposure] },
              { label: "Reads", value: words(content.dataRead, DATA_CLASS_LABELS) },
              { label: "Writes", value: words(content.dataWritten, DATA_CLASS_LABELS) },
              { label: "Privileges", value: words(content.privileges, PRIVILEGE_LABELS) },
            ]}
          />
        </CardContent>
      </Card>
      <Card>
        <CardHeader
          id="expected-tools"
          title="Tools it expects"
          description="By what they can do. Tools that can do more show as drift on the agent."
        />
        {content.tools.length ? (
          <ul aria-labelledby="expected-tools">
            {content.tools.map((tool) => (
              <Tool key={tool.what} tool={tool} />
            ))}
          </ul>
        ) : (
          <CardContent className="text-muted-foreground">None.</CardContent>
        )}
      </Card>
      {content.mustNot.length ? (
        <Card>
          <CardHeader title="Must not be added" />
          <CardContent>
            <ul className="grid gap-2">
              {content.mustNot.map((rule) => (
                <li key={rule} className="flex items-start gap-2">
                  <Ban aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
                  <LiteralText text={rule} />
                </li>
              ))}
            </ul>
          </CardContent>
        </Card>
      ) : null}
    </>
  );
}

function Tool({ tool }: { tool: ExpectedTool }) {
  return (
    <li className="grid gap-1 border-border border-b px-4 py-2.5 last:border-b-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="min-w-0 font-medium">
          <LiteralText text={tool.what} />
        </span>
        <span className="flex flex-wrap gap-1">
          {tool.capabilities.map((capability) => (
            <Badge key={capability} tone="outline">
              {CAPABILITY_LABELS[capability]}
            </Badge>
          ))}
        </span>
      </div>
      {tool.limit ? (
        <p className="text-muted-foreground">
          Limit: <LiteralText text={tool.limit} />
        </p>
      ) : null}
    </li>
  );
}
