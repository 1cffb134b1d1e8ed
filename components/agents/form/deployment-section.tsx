"use client";

import { Input } from "@/components/ui/input";
import { LIMITS } from "@/lib/agents/terms";
import { FormField } from "./form-field";
import { FormSection, type SectionProps } from "./form-section";

/** What exactly runs: the parts of its fingerprint that only its deployer knows (V8). */
export function DeploymentSection({ values, set, errorOf }: SectionProps) {
  return (
    <FormSection
      title="What it runs"
      lead="A fingerprint of what was deployed, so that a later change is recognised as one. Asked from tier high on."
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField
          path="promptHash"
          label="Prompt hash"
          optional
          error={errorOf("promptHash")}
          hint="A digest of its instructions, such as sha256:…"
        >
          <Input
            value={values.promptHash}
            onValueChange={(promptHash) => set("promptHash", promptHash)}
            maxLength={LIMITS.line}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
        </FormField>
        <FormField
          path="imageDigest"
          label="Image digest"
          optional
          error={errorOf("imageDigest")}
          hint="Of the image or package that runs."
        >
          <Input
            value={values.imageDigest}
            onValueChange={(imageDigest) => set("imageDigest", imageDigest)}
            maxLength={LIMITS.line}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
        </FormField>
      </div>
      <FormField
        path="policyRef"
        label="Policy"
        optional
        error={errorOf("policyRef")}
        hint="The policy it was deployed under, with its version."
      >
        <Input
          value={values.policyRef}
          onValueChange={(policyRef) => set("policyRef", policyRef)}
          maxLength={LIMITS.line}
          autoComplete="off"
        />
      </FormField>
    </FormSection>
  );
}
