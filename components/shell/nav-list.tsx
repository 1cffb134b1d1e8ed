"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/cn";
import { Tooltip } from "@/components/ui/tooltip";
import { useLiveCount } from "./live-counts";
import { type NavCounts, ROOM_GROUPS, type Room, roomHref, roomOf } from "./nav";
import { ROOM_ICONS } from "./nav-icons";

export interface NavListProps {
  rooms: readonly Room[];
  counts: NavCounts;
  environment: string | null;
  /** Icons only, with the names as tooltips. */
  folded?: boolean;
  onNavigate?: () => void;
}

/** The rooms by task, with what waits for the person beside each. */
export function NavList({ rooms, counts, environment, folded = false, onNavigate }: NavListProps) {
  const current = roomOf(usePathname());
  const groups = ROOM_GROUPS.map(({ label, rooms: all }) => ({
    label,
    rooms: all.filter((room) => rooms.includes(room)),
  }));
  return (
    <nav aria-label="Main" className={cn("grid", folded ? "gap-3" : "gap-4")}>
      {groups
        .filter((group) => group.rooms.length > 0)
        .map((group) => (
          <div key={group.label}>
            <h2 className={cn("px-2 pb-1 font-medium text-2xs text-muted-foreground", folded && "sr-only")}>
              {group.label}
            </h2>
            <ul className="grid gap-px">
              {group.rooms.map((room) => (
                <li key={room.id}>
                  <RoomLink
                    room={room}
                    href={roomHref(room, environment)}
                    current={room === current}
                    count={room.count ? counts[room.count] : 0}
                    folded={folded}
                    onNavigate={onNavigate}
                  />
                </li>
              ))}
            </ul>
          </div>
        ))}
    </nav>
  );
}

interface RoomLinkProps {
  room: Room;
  href: Room["href"];
  current: boolean;
  count: number;
  folded: boolean;
  onNavigate?: () => void;
}

function RoomLink({ room, href, current, folded, onNavigate, ...counted }: RoomLinkProps) {
  const count = useLiveCount(room.count, counted.count);
  const Icon = ROOM_ICONS[room.id];
  const link = (
    <Link
      href={href}
      onClick={onNavigate}
      ref={current ? showWhole : undefined}
      aria-current={current ? "page" : undefined}
      className={cn(
        "group relative flex h-8 items-center gap-2.5 rounded-md px-2 text-muted-foreground text-sm transition-colors duration-100 hover:bg-accent hover:text-foreground aria-[current=page]:bg-selected aria-[current=page]:font-medium aria-[current=page]:text-foreground max-lg:h-10",
        folded && "justify-center px-0",
      )}
    >
      {Icon ? <Icon aria-hidden className="size-4 shrink-0 group-aria-[current=page]:text-link" /> : null}
      <span className={folded ? "sr-only" : "truncate"}>{room.label}</span>
      {count > 0 ? <Waiting count={count} folded={folded} /> : null}
    </Link>
  );
  if (!folded) return link;
  return (
    <Tooltip content={room.label} shortcut={`g ${room.key}`} side="right">
      {link}
    </Tooltip>
  );
}

/** In a low window the list is longer than its place: where one is must be in sight. */
function showWhole(link: HTMLElement | null): void {
  link?.scrollIntoView({ block: "nearest" });
}

function Waiting({ count, folded }: { count: number; folded: boolean }) {
  return (
    <span
      className={cn(
        "rounded-full bg-primary px-1.5 font-medium text-2xs text-primary-foreground leading-4.5",
        folded ? "absolute -top-0.5 right-0 scale-90" : "ml-auto",
      )}
    >
      {count > 99 ? "99+" : count}
      <span className="sr-only"> waiting for you</span>
    </span>
  );
}
