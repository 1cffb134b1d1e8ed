import { CircleCheck, CircleX } from "lucide-react";
import type { ReactNode } from "react";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { OutcomeBadge } from "@/components/decisions/outcome-badge";
import { LiteralText } from "@/components/ui/literal-text";
import type { TestCase, TestResult } from "@/lib/policy/schema";

const cell = "border-border border-b px-3 py-2 text-left align-top first:pl-4 last:pr-4";

export interface TestTableProps {
  tests: readonly TestCase[];
  /** In the order of the tests; absent while nothing was run. */
  results?: readonly TestResult[];
  /** Buttons at the end of a row. */
  actions?: (index: number) => ReactNode;
}

/** The tests beside a policy: who calls what, what is expected, and what came of it. */
export function TestTable({ tests, results, actions }: TestTableProps) {
  const heads = ["Test", "Call", "Expected", ...(results ? ["Result"] : [])];
  return (
    <ScrollRegion label="Table of tests" className="relative">
      <table aria-label="Tests" className="w-full min-w-150 border-separate border-spacing-0">
        <thead className="text-muted-foreground text-xs">
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className={`${cell} font-normal`}>
                {head}
              </th>
            ))}
            {actions ? (
              <th scope="col" className={cell}>
                <span className="sr-only">Change</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody className="[&_tr:last-child>td]:border-b-0">
          {tests.map((test, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: results belong to places, and names may repeat
            <tr key={index}>
              <td className={`${cell} min-w-44`}>
                <LiteralText text={test.name} />
              </td>
              <td className={cell}>
                <Call test={test} />
              </td>
              <td className={cell}>
                <OutcomeBadge outcome={test.expected} />
              </td>
              {results ? (
                <td className={cell}>
                  <Result result={results[index]} />
                </td>
              ) : null}
              {actions ? <td className={`${cell} whitespace-nowrap text-right`}>{actions(index)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Call({ test: { agent, tool, arguments: given, granted } }: { test: TestCase }) {
  const values = Object.keys(given).length ? JSON.stringify(given) : "";
  return (
    <div className="grid gap-0.5">
      <span>
        <LiteralText text={tool.name} />{" "}
        <span className="text-muted-foreground">
          on <LiteralText text={tool.server} />
        </span>
      </span>
      <span className="text-muted-foreground text-xs">
        <LiteralText text={agent.name} />, {agent.tier}, {agent.environment}
        {granted ? "" : ", without a grant"}
      </span>
      {values ? (
        <code className="line-clamp-2 max-w-80 font-mono text-xs">
          <LiteralText text={values} />
        </code>
      ) : null}
    </div>
  );
}

function Result({ result }: { result: TestResult | undefined }) {
  if (!result) return <span className="text-muted-foreground">Not run</span>;
  const by = result.decidedBy.map(({ title, own }) => (own ? "this policy" : title)).join(", ");
  return (
    <div className="grid gap-0.5">
      {result.passed ? (
        <span className="inline-flex items-center gap-1.5 text-success">
          <CircleCheck aria-hidden className="size-4 shrink-0" />
          Passes
        </span>
      ) : (
        <span className="inline-flex items-center gap-1.5 text-danger">
          <CircleX aria-hidden className="size-4 shrink-0" />
          Fails{result.outcome ? ":" : ""}
          {result.outcome ? <OutcomeBadge outcome={result.outcome} /> : null}
        </span>
      )}
      <span className="max-w-60 text-muted-foreground text-xs">{result.failure ?? (by ? `By ${by}` : "")}</span>
    </div>
  );
}
