"use client";

import {
  type ComponentType,
  cloneElement,
  createContext,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
  use,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { cn } from "@/components/cn";
import { arrived } from "./arrived";
import { type LateParts, useLate } from "./late-parts";

/** What a person did to the button before its popup was here: done again to the real one. */
interface Press {
  key: "ArrowDown" | "ArrowUp" | null;
  focused: boolean;
}

interface Popup {
  here: boolean;
  fetch: () => void;
  press: (press: Press) => void;
  /** Taken by the real button, once. */
  missed: { current: Press | null };
}

const PopupContext = createContext<Popup | null>(null);

export interface RootProps {
  /** Given where the state lives outside. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children?: ReactNode;
}

export interface TriggerProps {
  /** The element to press, with its look; its children are kept unless others are given. */
  render?: ReactElement<{ className?: string; children?: ReactNode }>;
  className?: string;
  /** Somebody is about to press it: what the popup will show can be fetched. */
  onReach?: () => void;
  "aria-label"?: string;
  children?: ReactNode;
}

export interface Pressable {
  Root: ComponentType<never>;
  Trigger: ComponentType<never>;
}

/**
 * The root and the button of a popup that is fetched at first use. Until then the button is plain, with the same name and
 * state for readers; hovering or focusing it begins the fetch, and the press that needed the popup is not lost.
 */
export function latePopup<Module>(
  parts: LateParts<Module>,
  pick: (module: Module) => Pressable,
  haspopup: "menu" | "dialog",
) {
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each module, never while drawing
  function Root(props: RootProps) {
    const [pressed, setPressed] = useState(false);
    const missed = useRef<Press | null>(null);
    const wasOpened = useOnceTrue(props.open === true);
    const module = useLate(parts, pressed || wasOpened);
    const popup: Popup = {
      here: module !== null,
      fetch: parts.fetch,
      missed,
      press: (press) => {
        missed.current = press;
        setPressed(true);
        parts.fetch();
      },
    };
    const children = <PopupContext value={popup}>{props.children}</PopupContext>;
    if (!module) return children;
    const Real = pick(module).Root as ComponentType<RootProps>;
    return <Real {...props}>{children}</Real>;
  }

  // biome-ignore lint/correctness/noComponentHookFactories: called once for each module, never while drawing
  function Trigger({ onReach, render, ...rest }: TriggerProps) {
    const props = render ? { ...rest, render: arrived(render) } : rest;
    const popup = use(PopupContext);
    const module = parts.now();
    if (!popup) throw new Error("The button of a popup stands within its root.");
    if (!popup.here || !module) return <Plain {...props} onReach={onReach} popup={popup} haspopup={haspopup} />;
    return <Replayed {...props} missed={popup.missed} Real={pick(module).Trigger as unknown as RealTrigger} />;
  }

  return { Root, Trigger };
}

/** A part inside a popup: it is drawn only when the popup is open, and then it is here. */
export function latePart<Module, Props extends object>(
  parts: LateParts<Module>,
  pick: (module: Module) => ComponentType<Props>,
) {
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each module, never while drawing
  return function Part(props: Props) {
    const popup = use(PopupContext);
    const module = parts.now();
    if (!module || popup?.here === false) return null;
    const Real = pick(module);
    return <Real {...props} />;
  };
}

/** A popup without a button of its own, such as a question before an act: here from the first time it is open. */
export function lateWhole<Module, Props extends { open: boolean }>(
  parts: LateParts<Module>,
  pick: (module: Module) => ComponentType<Props>,
) {
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each module, never while drawing
  return function Whole(props: Props) {
    const module = useLate(parts, useOnceTrue(props.open));
    if (!module) return null;
    const Real = pick(module);
    return <Real {...props} />;
  };
}

/** Once true it stays, so that what was opened can be closed with its animation. */
export function useOnceTrue(now: boolean): boolean {
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever || now;
}

function Plain({
  render,
  className,
  popup,
  haspopup,
  onReach,
  children,
  ...props
}: TriggerProps & { popup: Popup; haspopup: string }) {
  const press = (target: EventTarget, key: Press["key"] = null) =>
    popup.press({ key, focused: document.activeElement === target });
  const reach = () => {
    popup.fetch();
    onReach?.();
  };
  const element = render ?? <button type="button" />;
  return cloneElement(element, {
    ...props,
    ...(className ? { className: cn(element.props.className, className) } : {}),
    children: children ?? element.props.children,
    "aria-haspopup": haspopup,
    "aria-expanded": false,
    onPointerEnter: reach,
    onFocus: reach,
    onClick: (event: { currentTarget: EventTarget }) => press(event.currentTarget),
    onKeyDown: (event: KeyboardEvent) => {
      if (haspopup !== "menu" || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
      event.preventDefault();
      press(event.currentTarget, event.key);
    },
  } as TriggerProps);
}

type RealTrigger = ComponentType<TriggerProps & { ref: Ref<HTMLButtonElement> }>;
type ReplayedProps = TriggerProps & { missed: Popup["missed"]; Real: RealTrigger };

/** The real button, which takes over the focus and the press of the plain one. */
function Replayed({ missed, Real, ...props }: ReplayedProps) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (missed.current?.focused) button.current?.focus({ preventScroll: true });
  }, [missed]);
  useEffect(() => {
    const press = missed.current;
    missed.current = null;
    if (!press) return;
    // After this effect: opening flushes what React holds back, which it must not do inside one.
    queueMicrotask(() => {
      if (press.key === null) button.current?.click();
      else
        button.current?.dispatchEvent(
          new window.KeyboardEvent("keydown", { key: press.key, bubbles: true, cancelable: true }),
        );
    });
  }, [missed]);
  return <Real {...props} ref={button} />;
}
