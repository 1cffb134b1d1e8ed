"use client";

import {
  cloneElement,
  createContext,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";
import { arrived } from "./arrived";
import { Kbd } from "./kbd";
import { placeBeside, type Side } from "./place-beside";

/** Milliseconds of rest before it shows, unless one was shown a moment ago; and before it goes, so that the pointer can reach it. */
const WAIT_MS = 450;
const WARM_MS = 300;
const LINGER_MS = 120;

interface Told {
  content: ReactNode;
  shortcut?: string;
  side: Side;
  anchor: Element;
}

interface Teller {
  tell: (told: Told, at: "rest" | "once") => void;
  end: (at: "rest" | "once") => void;
}

const TellerContext = createContext<Teller | null>(null);

/** Holds the one tooltip of the console; once, around everything. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  const [told, setTold] = useState<Told | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const endedAt = useRef(Number.NEGATIVE_INFINITY);

  const later = useCallback((next: Told | null, after: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (!next) endedAt.current = performance.now();
      setTold(next);
    }, after);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  const [teller] = useState<Teller>(() => ({
    tell: (next, at) => later(next, at === "once" || performance.now() - endedAt.current < WARM_MS ? 0 : WAIT_MS),
    end: (at) => later(null, at === "once" ? 0 : LINGER_MS),
  }));
  return (
    <TellerContext value={teller}>
      {children}
      {told ? createPortal(<Bubble told={told} teller={teller} />, document.body) : null}
    </TellerContext>
  );
}

export interface TooltipProps {
  /** Must not hold what people need to know: a tooltip is not reachable by touch, and readers do not hear it. */
  content: ReactNode;
  shortcut?: string;
  side?: Side;
  /** One element that takes event handlers: a button, a link. */
  children: ReactElement<Handlers>;
}

interface Handlers {
  onPointerEnter?: (event: PointerEvent) => void;
  onPointerLeave?: (event: PointerEvent) => void;
  onPointerDown?: (event: PointerEvent) => void;
  onFocus?: (event: FocusEvent) => void;
  onBlur?: (event: FocusEvent) => void;
}

/** A few words on hover and on keyboard focus; Escape ends it, and the pointer may rest on it (WCAG 1.4.13). */
export function Tooltip({ content, shortcut, side = "top", children }: TooltipProps) {
  const teller = use(TellerContext);
  if (!teller) return children;
  const element = arrived(children);
  const own = element.props;
  const told = (anchor: Element): Told => ({ content, shortcut, side, anchor });
  return cloneElement(element, {
    onPointerEnter: (event: PointerEvent) => {
      own.onPointerEnter?.(event);
      if (event.pointerType === "mouse") teller.tell(told(event.currentTarget), "rest");
    },
    onPointerLeave: (event: PointerEvent) => {
      own.onPointerLeave?.(event);
      teller.end("rest");
    },
    onPointerDown: (event: PointerEvent) => {
      own.onPointerDown?.(event);
      teller.end("once");
    },
    onFocus: (event: FocusEvent) => {
      own.onFocus?.(event);
      if (event.currentTarget.matches(":focus-visible")) teller.tell(told(event.currentTarget), "once");
    },
    onBlur: (event: FocusEvent) => {
      own.onBlur?.(event);
      teller.end("once");
    },
  });
}

function Bubble({ told, teller }: { told: Told; teller: Teller }) {
  const bubble = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (bubble.current) placeBeside(bubble.current, told.anchor, told.side);
  }, [told]);
  useEffect(() => {
    const end = () => teller.end("once");
    const onKey = (event: KeyboardEvent) => (event.key === "Escape" ? end() : undefined);
    // What it belongs to may leave the page under a resting pointer, and nothing else would tell.
    const onMove = () => (told.anchor.isConnected ? undefined : end());
    document.addEventListener("keydown", onKey, true);
    document.addEventListener("scroll", end, true);
    document.addEventListener("pointermove", onMove);
    return () => {
      document.removeEventListener("keydown", onKey, true);
      document.removeEventListener("scroll", end, true);
      document.removeEventListener("pointermove", onMove);
    };
  }, [told, teller]);
  return (
    <div
      ref={bubble}
      aria-hidden
      onPointerEnter={() => teller.tell(told, "once")}
      onPointerLeave={() => teller.end("rest")}
      className="fixed top-0 left-0 z-60 flex w-max max-w-72 items-center gap-2 rounded-sm border border-border bg-popover px-2 py-1 text-foreground text-xs shadow-md transition-opacity duration-100 starting:opacity-0"
    >
      {told.content}
      {told.shortcut ? <Kbd keys={told.shortcut} /> : null}
    </div>
  );
}
