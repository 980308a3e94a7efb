import type { Audience, VisibilityRule } from "../../ipc/gen/types";

/** A value without a rule for an organisation is only mine there. */
export function audienceOf(rules: readonly VisibilityRule[], organization: string): Audience {
  return rules.find((rule) => rule.organization === organization)?.audience ?? "only_me";
}

export function withAudience(rules: readonly VisibilityRule[], organization: string, audience: Audience): VisibilityRule[] {
  const others = rules.filter((rule) => rule.organization !== organization);
  return [...others, { organization, audience }].sort((a, b) => (a.organization < b.organization ? -1 : 1));
}
