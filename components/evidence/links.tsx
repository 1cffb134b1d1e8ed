"use client";

import { Link2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Refused } from "@/components/agents/refused";
import { SecretDialog } from "@/components/credentials/secret-dialog";
import { orThrow, useAction } from "@/components/people/use-action";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ConfirmDialog, Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LiteralText } from "@/components/ui/literal-text";
import { Select } from "@/components/ui/select";
import { Time } from "@/components/ui/time";
import { LINK_DAYS } from "@/lib/evidence/terms";
import type { Ability, LinkView } from "@/lib/evidence/views";
import type { ActionState } from "@/lib/http/action-state";

export interface LinksProps {
  exportId: string;
  links: readonly LinkView[];
  ability: Ability;
  create: (input: { exportId: string; recipient: string; days: number }) => Promise<ActionState<{ address: string }>>;
  revoke: (input: { id: string; exportId: string }) => Promise<ActionState<unknown>>;
}

const TONES = { works: "success", expired: "outline", revoked: "outline" } as const;
const LABELS = { works: "Works", expired: "Expired", revoked: "Revoked" } as const;

/** Links for those without an account: made, shown once, revoked. */
export function Links({ exportId, links, ability, create, revoke }: LinksProps) {
  const [asking, setAsking] = useState(false);
  const [revoking, setRevoking] = useState<string | null>(null);
  const [address, setAddress] = useState<string | null>(null);
  const router = useRouter();
  return (
    <Card>
      <CardHeader
        title="Links for auditors"
        description="Read-only, for one recipient, until they expire. Each opening is an event."
        actions={
          <Button
            size="sm"
            variant="outline"
            disabled={!ability.allowed}
            focusableWhenDisabled
            aria-describedby={ability.allowed ? undefined : "why-no-link"}
            onClick={() => setAsking(true)}
          >
            <Link2 aria-hidden />
            Make a link
          </Button>
        }
      />
      <CardContent className="grid gap-3">
        {ability.allowed ? null : (
          <p id="why-no-link" className="text-muted-foreground text-xs">
            {ability.reason}
          </p>
        )}
        {links.length === 0 ? <p className="text-muted-foreground">No link was made.</p> : null}
        <ul aria-label="Links" className="grid gap-3">
          {links.map((link) => (
            <li key={link.id} className="flex flex-wrap items-start justify-between gap-2">
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-2">
                  <span className="font-medium">
                    <LiteralText text={link.recipient} />
                  </span>
                  <Badge tone={TONES[link.state]}>{LABELS[link.state]}</Badge>
                </p>
                <p className="text-muted-foreground text-xs">
                  by <LiteralText text={link.createdBy} />, until <Time at={link.expiresAt} format="exact" />;{" "}
                  {counted("opened", link.opened)}, {counted("downloaded", link.downloaded)}
                </p>
              </div>
              {link.state === "works" && ability.allowed ? (
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={`Revoke the link for ${link.recipient}`}
                  onClick={() => setRevoking(link.id)}
                >
                  Revoke
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      </CardContent>
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={(open) => (open ? null : setRevoking(null))}
        title="Revoke this link?"
        description="It stops working at once. What was downloaded with it stays downloaded."
        confirmLabel="Revoke"
        destructive
        onConfirm={() => orThrow(revoke({ id: revoking ?? "", exportId })).then(() => router.refresh())}
      />
      <CreateLink
        open={asking}
        onClose={() => setAsking(false)}
        exportId={exportId}
        create={create}
        then={(made) => {
          setAsking(false);
          setAddress(made);
        }}
      />
      {address ? (
        <SecretDialog
          title="The link, this once"
          description="Whoever holds it reads this export until the link expires."
          secret={address}
          stored="I have handed it on by a way that I trust"
          onClose={() => {
            setAddress(null);
            router.refresh();
          }}
        >
          <p className="text-muted-foreground text-xs">
            It is not kept here: if it is lost, revoke it and make another.
          </p>
        </SecretDialog>
      ) : null}
    </Card>
  );
}

/** "never opened", "opened once", "opened 3 times". */
function counted(what: string, count: number): string {
  if (count === 0) return `never ${what}`;
  return count === 1 ? `${what} once` : `${what} ${count.toLocaleString("en")} times`;
}

interface CreateLinkProps extends Pick<LinksProps, "exportId" | "create"> {
  open: boolean;
  onClose: () => void;
  then: (address: string) => void;
}

function CreateLink({ open, onClose, exportId, create, then }: CreateLinkProps) {
  const { run, busy, failure } = useAction();
  const [recipient, setRecipient] = useState("");
  const [days, setDays] = useState("14");
  const issue = failure?.issues?.find(({ path }) => path === "recipient")?.message;
  return (
    <Dialog open={open} onOpenChange={(next) => (next ? null : onClose())}>
      <DialogContent
        title="Make a link"
        description="For somebody without an account. The log records for whom, and every opening."
        footer={
          <Button
            busy={busy}
            onClick={() =>
              run(
                () => create({ exportId, recipient, days: Number(days) }),
                null,
                (made) => then(made.address),
              )
            }
          >
            Make the link
          </Button>
        }
      >
        <div className="grid gap-4">
          <Field label="Recipient" hint="Who gets it, in words." {...(issue ? { error: issue } : {})}>
            <Input value={recipient} maxLength={120} onChange={(event) => setRecipient(event.currentTarget.value)} />
          </Field>
          <Field label="Works for">
            <Select
              value={days}
              onValueChange={(next) => setDays(next ?? "14")}
              options={LINK_DAYS.map((one) => ({ value: String(one), label: one === 1 ? "1 day" : `${one} days` }))}
            />
          </Field>
          {failure && !issue ? <Refused failure={failure} /> : null}
        </div>
      </DialogContent>
    </Dialog>
  );
}
