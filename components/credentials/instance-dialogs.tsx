"use client";

import type { InstanceAct, InstanceButtonsProps } from "./instance-buttons";
import { IssueDialog } from "./issue-dialog";
import { ReasonDialog, type ReasonDialogProps } from "./reason-dialog";

type Asked = Omit<ReasonDialogProps, "onClose">;

/** The dialog of one act on an instance. */
export function InstanceDialog(props: InstanceButtonsProps & { act: InstanceAct; onClose: () => void }) {
  const { act, instance, identity, actions, onClose } = props;
  if (act === "issue") {
    return <IssueDialog identity={identity} instance={instance} former={null} actions={actions} onClose={onClose} />;
  }
  return <ReasonDialog {...askedOf(act, props)} onClose={onClose} />;
}

function askedOf(act: Exclude<InstanceAct, "issue">, { instance, identity, actions }: InstanceButtonsProps): Asked {
  const { id, name, version, gateway } = instance;
  const seen = { id, version };
  const asked: Record<Exclude<InstanceAct, "issue">, Asked> = {
    stop: {
      title: `Stop ${name}?`,
      description: "It gets no more tokens, and those it has end now. Its credentials wait until it is resumed.",
      verb: "Stop",
      act: (reason) => actions.stop({ ...seen, reason }),
      done: `${name} is stopped`,
    },
    resume: {
      title: `Resume ${name}?`,
      description: "It can get tokens again with the credentials it has.",
      verb: "Resume",
      act: (reason) => actions.resume({ ...seen, reason }),
      done: `${name} works again`,
    },
    retire: {
      title: `Retire ${name}?`,
      description: "All its credentials and tokens end now. A retired instance does not come back.",
      verb: "Retire",
      destructive: true,
      act: (reason) => actions.retire({ ...seen, reason }),
      done: `${name} is retired`,
    },
    gateway: gateway
      ? {
          title: `End the work of ${name} as a gateway?`,
          description: "It can then ask only about its own agent's calls.",
          verb: "End it",
          act: (reason) => actions.gateway({ ...seen, gateway: false, reason }),
          done: `${name} is no gateway any more`,
        }
      : {
          title: `Make ${name} a gateway?`,
          description:
            "It may then ask for decisions about every agent. Only for what enforces decisions, never for an agent.",
          verb: "Make it a gateway",
          act: (reason) => actions.gateway({ ...seen, gateway: true, reason }),
          done: `${name} is a gateway`,
        },
    revokeAll: {
      title: `Revoke the credentials of ${name}?`,
      description: "All that live end now, with every token that was issued to them. This cannot be undone.",
      verb: "Revoke",
      destructive: true,
      act: (reason) => actions.revokeAll({ agentId: identity.agent.id, instanceId: id, reason }),
      done: "Revoked",
    },
  };
  return asked[act];
}
