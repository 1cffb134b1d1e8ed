"use client";

import { useRef, useState } from "react";
import type { ImportDone, ImportPlan } from "@/lib/agents/schema";
import { MAX_BYTES, sendFile, sizeText, type UploadFailure } from "./upload";

export type FileState =
  | { at: "reading"; sent: number }
  | { at: "preview"; plan: ImportPlan; moved: boolean }
  | { at: "writing"; plan: ImportPlan; sent: number }
  | { at: "done"; done: ImportDone }
  | { at: "failed"; failure: UploadFailure };

export interface FileImport {
  id: number;
  file: File;
  state: FileState;
}

/** The files of one visit, each on its own way: read, preview, written. Nothing is written before it is confirmed. */
export function useImports({ environment, teamId }: { environment: string; teamId: string | null }) {
  const [files, setFiles] = useState<FileImport[]>([]);
  const counter = useRef(0);

  const put = (id: number, state: FileState) =>
    setFiles((all) => all.map((one) => (one.id === id ? { ...one, state } : one)));

  async function plan(id: number, file: File, moved = false): Promise<void> {
    if (file.size > MAX_BYTES) return put(id, { at: "failed", failure: tooLarge(file) });
    put(id, { at: "reading", sent: 0 });
    const answer = await sendFile<ImportPlan>({
      file,
      environment,
      teamId,
      onProgress: (sent) => put(id, { at: "reading", sent }),
    });
    put(id, answer.ok ? { at: "preview", plan: answer.value, moved } : { at: "failed", failure: answer });
  }

  async function write(id: number, file: File, preview: ImportPlan): Promise<void> {
    put(id, { at: "writing", plan: preview, sent: 0 });
    const answer = await sendFile<ImportDone>({
      file,
      environment: preview.environment,
      teamId,
      planDigest: preview.digest,
      onProgress: (sent) => put(id, { at: "writing", plan: preview, sent }),
    });
    if (answer.ok) return put(id, { at: "done", done: answer.value });
    // The inventory moved since the preview: show what would happen now instead of writing something else.
    if (answer.code === "conflict") return plan(id, file, true);
    put(id, { at: "failed", failure: answer });
  }

  function add(added: readonly File[]): void {
    const next = added.map((file) => ({ id: counter.current++, file, state: { at: "reading", sent: 0 } as const }));
    setFiles((all) => [...all, ...next]);
    void inTurn(
      next.map(
        ({ id, file }) =>
          () =>
            plan(id, file),
      ),
    );
  }

  return {
    files,
    add,
    plan,
    write,
    remove: (id: number) => setFiles((all) => all.filter((one) => one.id !== id)),
    /** Puts away what is not written yet: its preview was for another environment or team. */
    clear: () => setFiles((all) => all.filter((one) => one.state.at === "done")),
  };
}

/** One after the other: ten large files at once would only slow each other down. */
async function inTurn(works: readonly (() => Promise<void>)[]): Promise<void> {
  for (const work of works) await work();
}

function tooLarge(file: File): UploadFailure {
  return {
    ok: false,
    code: "too_large",
    message: `${file.name} has ${sizeText(file.size)}; the importer takes ${sizeText(MAX_BYTES)} at most. Split it. Nothing was sent.`,
    issues: [],
    requestId: "",
  };
}
