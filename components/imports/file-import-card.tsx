"use client";

import { CircleCheck, FileText, X } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Button, buttonVariants, IconButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LiteralText } from "@/components/ui/literal-text";
import { Progress } from "@/components/ui/progress";
import { ENVIRONMENT_LABELS } from "@/lib/agents/terms";
import { PlanView } from "./plan-view";
import { countsText } from "./result-words";
import { sizeText } from "./upload";
import type { FileImport } from "./use-imports";

export interface FileImportCardProps {
  item: FileImport;
  onWrite: () => void;
  onRetry: () => void;
  onRemove: () => void;
}

/** One file on its way into the inventory. */
export function FileImportCard({ item, onWrite, onRetry, onRemove }: FileImportCardProps) {
  const { file, state } = item;
  const moving = state.at === "reading" || state.at === "writing";
  return (
    <section aria-label={file.name} className="grid gap-3 rounded-lg border border-border bg-card p-4">
      <header className="flex items-center gap-2">
        <FileText aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        <h2 className="min-w-0 truncate font-semibold text-base">
          <LiteralText text={file.name} />
        </h2>
        <span className="text-muted-foreground">{sizeText(file.size)}</span>
        {moving ? null : (
          <IconButton label={`Put ${file.name} away`} size="sm" className="ml-auto" onClick={onRemove}>
            <X aria-hidden />
          </IconButton>
        )}
      </header>
      {state.at === "reading" || state.at === "writing" ? (
        <Progress
          value={state.sent < file.size ? Math.round((100 * state.sent) / Math.max(file.size, 1)) : null}
          label={labelOf(state.at, state.sent >= file.size)}
          detail={state.sent < file.size ? undefined : ""}
        />
      ) : null}
      {state.at === "preview" ? <PlanView plan={state.plan} moved={state.moved} onWrite={onWrite} /> : null}
      {state.at === "done" ? (
        <div role="status" className="flex flex-wrap items-center gap-3">
          <CircleCheck aria-hidden className="size-4 text-success" />
          <p>
            Imported into {ENVIRONMENT_LABELS[state.done.environment].toLowerCase()}: {countsText(state.done.counts)}.
          </p>
          <Link
            href={`/imports/${state.done.importId}` as Route}
            className={buttonVariants({ variant: "outline", size: "sm" })}
          >
            See the result
          </Link>
        </div>
      ) : null}
      {state.at === "failed" ? (
        <Callout
          tone="danger"
          role="alert"
          title={state.failure.message}
          actions={
            <Button size="sm" variant="outline" onClick={onRetry}>
              Read it again
            </Button>
          }
        >
          {state.failure.issues.map((issue) => (
            <p key={issue.path + issue.message}>
              <LiteralText text={issue.message} />
            </p>
          ))}
          {state.failure.requestId ? (
            <p className="text-muted-foreground text-xs">Nothing was written. Request {state.failure.requestId}</p>
          ) : null}
        </Callout>
      ) : null}
    </section>
  );
}

function labelOf(at: "reading" | "writing", sent: boolean): string {
  if (at === "reading") return sent ? "Comparing with the inventory" : "Sending";
  return sent ? "Writing" : "Sending";
}
