import {
  Bot,
  FileKey2,
  Gavel,
  KeyRound,
  type LucideIcon,
  Megaphone,
  OctagonX,
  Server,
  Share2,
  ShieldCheck,
  Stamp,
  User,
  UserCheck,
  UserPen,
} from "lucide-react";
import type { ReactNode } from "react";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { ChainLink } from "@/lib/policy/schema";
import { Named } from "./named";

const ICONS: Record<ChainLink["kind"], LucideIcon> = {
  call: Megaphone,
  switch: OctagonX,
  approval: ShieldCheck,
  grant: FileKey2,
  requested: UserPen,
  approved: UserCheck,
  policy: Gavel,
  published: Stamp,
  credential: KeyRound,
  instance: Server,
  delegation: Share2,
  person: User,
  agent: Bot,
  owner: User,
};

/**
 * From the call back to the people behind it, each link one line that leads to its page.
 * @param certified what campaigns said last of the grants among them, by their ids
 */
export function Chain({
  links,
  certified,
}: {
  links: readonly ChainLink[];
  certified?: ReadonlyMap<string, ReactNode>;
}) {
  return (
    <ol className="relative grid gap-4 before:absolute before:top-3 before:bottom-3 before:left-3.5 before:w-px before:bg-border">
      {links.map((link, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: links of one fixed chain
        <li key={position} className="relative grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3">
          <Mark icon={ICONS[link.kind]} />
          <div className="grid min-w-0 gap-0.5 pt-0.5">
            <p className="min-w-0">
              <span className="text-muted-foreground">{link.title}</span>{" "}
              {link.ref ? <Named subject={link.ref} /> : null}
            </p>
            {link.detail ? <LiteralText text={link.detail} className="text-muted-foreground text-sm" /> : null}
            {link.kind === "grant" && link.ref && certified ? (
              <p className="text-sm">
                <span className="text-muted-foreground">Last certified: </span>
                {certified.get(link.ref.id) ?? "never"}
              </p>
            ) : null}
            {link.at ? (
              <p className="text-muted-foreground text-xs">
                <Time at={link.at} />
              </p>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Mark({ icon: Icon }: { icon: LucideIcon }) {
  return (
    <span className="z-1 grid size-7 place-items-center rounded-full border border-border bg-card text-muted-foreground">
      <Icon aria-hidden className="size-3.5" />
    </span>
  );
}
