import type { KeyboardEvent } from "react";

/** Enter confirms from wherever the focus is, but not where it means something of its own: on a button, in a text, held down. */
export function onPlainEnter(event: KeyboardEvent<HTMLElement>, confirm: () => void): void {
  if (event.key !== "Enter" || event.nativeEvent.repeat || event.nativeEvent.isComposing) return;
  const { target } = event;
  const isText = target instanceof HTMLElement && target.matches("textarea");
  if (isText && !event.ctrlKey && !event.metaKey) return;
  if (target instanceof HTMLElement && target.closest("button, a")) return;
  event.preventDefault();
  confirm();
}
