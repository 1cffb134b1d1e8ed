"use client";

/** What a toast may carry besides its sentence. */
export interface ToastOptions {
  description?: string;
  action?: { label: string; onClick: () => void };
}

export interface Told extends ToastOptions {
  kind: "success" | "error";
  message: string;
}

let waiting: readonly Told[] = [];
const listeners = new Set<() => void>();

function put(next: readonly Told[]): void {
  waiting = next;
  for (const tell of listeners) tell();
}

const say =
  (kind: Told["kind"]) =>
  (message: string, options: ToastOptions = {}) =>
    put([...waiting, { kind, message, ...options }]);

/** Short answers to what a person just did. What shows them is fetched with the first one; until then they wait here. */
export const toast = { success: say("success"), error: say("error") };

/** The toasts nobody has shown yet, for the one place that shows them. */
export const toastQueue = {
  subscribe(tell: () => void): () => void {
    listeners.add(tell);
    return () => listeners.delete(tell);
  },
  waiting: () => waiting,
  /** Hands all of them over, once. */
  take(): readonly Told[] {
    const taken = waiting;
    if (taken.length > 0) put([]);
    return taken;
  },
};
