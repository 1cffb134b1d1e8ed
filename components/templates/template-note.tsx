import type { Route } from "next";
import Link from "next/link";
import { Callout } from "@/components/ui/callout";
import { LiteralText } from "@/components/ui/literal-text";
import type { TemplateDetail } from "@/lib/templates/schema";

/** Above the registration: which template fills it, and what must not be added. */
export function TemplateNote({ template }: { template: TemplateDetail }) {
  const { id, name, abilities, content } = template;
  if (!abilities.use.allowed) {
    return (
      <Callout tone="warning" className="mb-6 max-w-2xl" title="This template cannot be used">
        {abilities.use.reason}
      </Callout>
    );
  }
  return (
    <Callout
      className="mb-6 max-w-2xl"
      title={
        <>
          From the template <LiteralText text={name} />
        </>
      }
    >
      <p>
        Replace what stands in square brackets.{" "}
        <Link href={`/agents/templates/${id}` as Route} className="text-link underline-offset-3 hover:underline">
          Read the template
        </Link>
      </p>
      {content.mustNot.length ? (
        <>
          <p className="mt-2 font-medium">Must not be added</p>
          <ul className="list-inside list-disc">
            {content.mustNot.map((rule) => (
              <li key={rule}>
                <LiteralText text={rule} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Callout>
  );
}
