import type { ReactNode } from "react";
import { Command } from "./command";

export interface FirstTokenProps {
  apiUrl: string;
  /** The instance; where there is none yet, a place for it. */
  clientId: string | null;
  /** Its tokens are bound to the key: no secret, and every request brings a proof. */
  bound: boolean;
  /** The button of the first step; null for whoever may not. */
  start: ReactNode;
}

/** From nothing to a token in three steps, with commands to copy. */
export function FirstToken({ apiUrl, clientId, bound, start }: FirstTokenProps) {
  const instance = clientId ?? "INSTANCE";
  return (
    <ol className="grid gap-4">
      <Step number={1} title="Make a key where the agent runs">
        <Command text="npm run -s countersign -- key new --out agent.jwk.json" what="the command" />
        <p className="text-muted-foreground text-xs">
          It prints the public half to paste here. The private half stays in the file.
        </p>
      </Step>
      <Step number={2} title="Set up an instance and give it the public key">
        {start}
      </Step>
      <Step number={3} title="Get a token">
        <Command
          text={`npm run -s countersign -- token --url ${apiUrl} \\\n  --key agent.jwk.json --instance ${instance}${bound ? " --dpop" : ""}`}
          what="the command"
        />
        {bound ? (
          <p className="text-muted-foreground text-xs">
            It prints an access token for minutes, bound to the key: at this tier every request proves that it has it.
          </p>
        ) : (
          <>
            <p className="text-muted-foreground text-xs">
              It prints an access token for minutes. With a secret instead of a key, curl is enough:
            </p>
            <Command
              text={`curl -s ${apiUrl}/oauth/token \\\n  -u "${instance}:SECRET" -d grant_type=client_credentials`}
              what="the command"
            />
          </>
        )}
      </Step>
    </ol>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="grid min-w-0 grid-cols-[auto_1fr] gap-x-3">
      <span
        aria-hidden
        className="flex size-6 items-center justify-center rounded-full border border-border-strong font-medium text-xs tabular-nums"
      >
        {number}
      </span>
      <div className="grid min-w-0 gap-1.5">
        <p className="pt-0.5 font-medium">{title}</p>
        {children}
      </div>
    </li>
  );
}
