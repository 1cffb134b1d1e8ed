"use client";

import { useRef, useState } from "react";
import type { ImportDone, ImportPlan } from "@/lib/agents/schema";
import { type ImportSettings, MAX_BYTES, sendFile, sizeText, type UploadFailure } from "./upload";

export type FileState =
  | { at: "reading"; sent: number }
  | { at: "preview"; plan: ImportPlan; moved: boolean }
  | { at: "writing"; plan: ImportPlan; sent: number }
  | { at: "done"; done: ImportDone }
  | { at: "failed"; failure: UploadFailure };

export interface FileImport {
  id: number;
  file: File;
  /** What the preview was made with; it is written with nothing else. */
  settings: ImportSettings;
  state: FileState;
}

const READING: FileState = { at: "reading", sent: 0 };

/** The files of one visit, each on its own way: read, preview, written. Nothing is written before it is confirmed. */
export function useImports() {
  const [files, setFiles] = useState<FileImport[]>([]);
  const counter = useRef(0);
  /** The settings each file is wanted with now: an answer to older ones comes too late and is dropped. */
  const wanted = useRef(new Map<number, ImportSettings>());

  function put({ id, settings }: FileImport, state: FileState): void {
    if (wanted.current.get(id) !== settings) return;
    setFiles((all) => all.map((one) => (one.id === id ? { ...one, settings, state } : one)));
  }

  async function plan(item: FileImport, moved = false): Promise<void> {
    const { file, settings } = item;
    if (wanted.current.get(item.id) !== settings) return;
    if (file.size > MAX_BYTES) return put(item, { at: "failed", failure: tooLarge(file) });
    put(item, READING);
    const onProgress = (sent: number) => put(item, { at: "reading", sent });
    const answer = await sendFile<ImportPlan>({ ...settings, file, onProgress });
    put(item, answer.ok ? { at: "preview", plan: answer.value, moved } : { at: "failed", failure: answer });
  }

  async function write(item: FileImport, preview: ImportPlan): Promise<void> {
    const { file, settings } = item;
    put(item, { at: "writing", plan: preview, sent: 0 });
    const onProgress = (sent: number) => put(item, { at: "writing", plan: preview, sent });
    const answer = await sendFile<ImportDone>({ ...settings, file, planDigest: preview.digest, onProgress });
    if (answer.ok) return put(item, { at: "done", done: answer.value });
    // The inventory moved since the preview: show what would happen now instead of writing something else.
    if (answer.code === "conflict") return plan(item, true);
    put(item, { at: "failed", failure: answer });
  }

  async function planAll(items: readonly FileImport[]): Promise<void> {
    for (const { id, settings } of items) wanted.current.set(id, settings);
    // One after the other: ten large files at once would only slow each other down.
    for (const item of items) await plan(item);
  }

  function add(added: readonly File[], settings: ImportSettings): void {
    const items = added.map((file) => ({ id: counter.current++, file, settings, state: READING }));
    setFiles((all) => [...all, ...items]);
    void planAll(items);
  }

  /** Other settings: every preview is made again. What is being written, or is, stays as it was confirmed. */
  function again(settings: ImportSettings): void {
    const open = files.filter(({ state }) => state.at !== "writing" && state.at !== "done");
    const items = open.map((one) => ({ ...one, settings, state: READING }));
    setFiles((all) => all.map((one) => items.find(({ id }) => id === one.id) ?? one));
    void planAll(items);
  }

  function remove(id: number): void {
    wanted.current.delete(id);
    setFiles((all) => all.filter((one) => one.id !== id));
  }

  return { files, add, again, plan, write, remove };
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
