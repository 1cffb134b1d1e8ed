import type { Metadata } from "next";
import { PeopleTabs } from "@/components/people/people-tabs";
import { ReviewerClass } from "@/components/people/reviewer-class";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { listReviewerGroups } from "@/lib/people";
import { PRIVILEGE_CLASSES } from "@/lib/people/schema";
import * as actions from "../actions";

export const metadata: Metadata = { title: "Reviewer groups" };

export default async function ReviewersPage() {
  const ctx = await requireContext();
  const groups = await listReviewerGroups(ctx);
  const manage = can(ctx.actor, "reviewerGroups.manage");
  return (
    <>
      <PageHeader
        title="Reviewer groups"
        description="Who decides when an agent wants to do something of a kind. An agent that states a kind cannot be registered while nobody reviews it."
      />
      <PeopleTabs current="reviewers" />
      <div className="grid items-start gap-4 md:grid-cols-2">
        {PRIVILEGE_CLASSES.map((privilegeClass) => (
          <ReviewerClass
            key={privilegeClass}
            privilegeClass={privilegeClass}
            group={groups.find((group) => group.privilegeClass === privilegeClass) ?? null}
            manage={manage}
            create={actions.createReviewerGroupAction}
            add={actions.addGroupMemberAction}
            remove={actions.removeGroupMemberAction}
            find={actions.findReviewersAction}
          />
        ))}
      </div>
    </>
  );
}
