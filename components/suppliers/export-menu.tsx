"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Menu, MenuContent, MenuItem, MenuLinkItem, MenuTrigger } from "@/components/ui/menu";
import { isLei } from "@/lib/suppliers/rules";

/** The register in words, or as the templates of the register of information. */
export function ExportMenu() {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Menu>
        <MenuTrigger
          render={
            <Button variant="outline">
              <Download aria-hidden /> Export
            </Button>
          }
        />
        <MenuContent align="end">
          <MenuItem onClick={() => setAsking(true)}>Register of information (DORA)…</MenuItem>
          <MenuLinkItem render={<a href="/api/suppliers/export?format=csv" download />}>Suppliers as CSV</MenuLinkItem>
        </MenuContent>
      </Menu>
      <Dialog open={asking} onOpenChange={setAsking}>
        {asking ? <AskLei close={() => setAsking(false)} /> : null}
      </Dialog>
    </>
  );
}

function AskLei({ close }: { close: () => void }) {
  const [typed, setTyped] = useState("");
  const lei = typed.replace(/\s+/g, "").toUpperCase();
  const wrong = lei !== "" && !isLei(lei);
  return (
    <DialogContent
      title="Export the register of information"
      description="One CSV for each template of Regulation (EU) 2024/2956 that the register can fill, and a list of what is missing."
      footer={
        <>
          <DialogClose render={<Button variant="outline">Cancel</Button>} />
          {wrong ? (
            <Button disabled>Download</Button>
          ) : (
            <a
              href={`/api/suppliers/export?${new URLSearchParams({ format: "dora", ...(lei ? { lei } : {}) })}`}
              download
              onClick={close}
              className="inline-flex h-8 items-center rounded-md bg-primary px-3 font-medium text-primary-foreground text-sm shadow-xs hover:bg-primary-hover"
            >
              Download
            </a>
          )}
        </>
      }
    >
      <Field
        label="LEI of your organisation"
        optional
        hint="Stands in the columns that name who uses a service. It is not kept."
        error={wrong ? "This is not an LEI: its check digits do not fit." : undefined}
      >
        <Input value={typed} onValueChange={setTyped} maxLength={30} autoComplete="off" spellCheck={false} />
      </Field>
    </DialogContent>
  );
}
