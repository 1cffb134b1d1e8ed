import type { FieldIssue } from "@/lib/errors";

/** The largest file the importer takes; told before anything is sent. */
export const MAX_BYTES = 50 * 1024 * 1024;

export interface UploadFailure {
  ok: false;
  /** A closed code of the product, or `offline` when no answer came. */
  code: string;
  message: string;
  issues: readonly FieldIssue[];
  requestId: string;
}

export type UploadAnswer<T> = { ok: true; value: T } | UploadFailure;

/** Where a file's agents belong, and whose signatures count. */
export interface ImportSettings {
  environment: string;
  /** The team that new drafts belong to; null for none. */
  teamId: string | null;
  /** Whether the person who imports becomes the owner of new drafts for which the file names nobody. */
  own: boolean;
  /** Public keys (JWKS) by which signatures of agent cards are verified. */
  trustedKeys: File | null;
}

export interface Upload extends ImportSettings {
  file: File;
  /** Writes exactly what the preview of this digest showed; without it nothing is written. */
  planDigest?: string;
  /** Bytes sent so far. */
  onProgress: (sent: number, total: number) => void;
}

/** Sends one file to the importer. XMLHttpRequest, because fetch cannot say how much has been sent. */
export function sendFile<T>({ file, planDigest, onProgress, ...settings }: Upload): Promise<UploadAnswer<T>> {
  const { environment, teamId, own, trustedKeys } = settings;
  const form = new FormData();
  form.set("environment", environment);
  if (teamId) form.set("teamId", teamId);
  if (own) form.set("own", "yes");
  if (trustedKeys) form.set("trustedKeys", trustedKeys);
  if (planDigest) form.set("planDigest", planDigest);
  form.set("file", file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/imports");
    request.responseType = "json";
    request.upload.onprogress = (event) => onProgress(event.loaded, event.total);
    request.onload = () => resolve(answerOf<T>(request.status, request.response));
    request.onerror = () => resolve(OFFLINE);
    request.send(form);
  });
}

const OFFLINE: UploadFailure = {
  ok: false,
  code: "offline",
  message: "The console did not answer. Check the connection and try again; nothing was written.",
  issues: [],
  requestId: "",
};

function answerOf<T>(status: number, body: unknown): UploadAnswer<T> {
  if (status >= 200 && status < 300) return { ok: true, value: body as T };
  const problem = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  return {
    ok: false,
    code: String(problem.code ?? "unexpected"),
    message: String(problem.detail ?? "The file could not be read. Nothing was written."),
    issues: Array.isArray(problem.issues) ? (problem.issues as FieldIssue[]) : [],
    requestId: String(problem.requestId ?? ""),
  };
}

/** "1.4 MB": sizes as people compare them. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
