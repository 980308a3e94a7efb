// The rules of one value while they are being chosen: at most one per organisation.
import type { OrganizationItem, VisibilityRule } from "../../ipc/gen/types";

export type Rules = readonly VisibilityRule[];

/** A value without a rule for an organisation is only mine there. */
export const ruleOf = (rules: Rules, organization: string): VisibilityRule =>
  rules.find((rule) => rule.organization === organization) ?? { organization, audience: "only_me" };

/** With a change of one organisation's rule; those of others stay, also of organisations one has left. */
export function withRule(rules: Rules, organization: string, change: Partial<VisibilityRule>): VisibilityRule[] {
  return sorted([...rules.filter((rule) => rule.organization !== organization), { ...ruleOf(rules, organization), ...change }]);
}

/** The same in each organisation. Who is left out stays: people and units belong to one organisation. */
export function withEach(rules: Rules, organizations: readonly OrganizationItem[], change: Partial<VisibilityRule>): VisibilityRule[] {
  return organizations.reduce<VisibilityRule[]>((all, { id }) => withRule(all, id, change), [...rules]);
}

/** Whether who sees it, and whether organizers do, is the same in each. */
export function isSame(rules: Rules, organizations: readonly OrganizationItem[]): boolean {
  const each = organizations.map(({ id }) => ruleOf(rules, id));
  return each.every(({ audience, hidden_from_organizers }) => audience === each[0]?.audience && !!hidden_from_organizers === !!each[0].hidden_from_organizers);
}

/** As they are kept: what nobody sees has no rule, and nothing is said of what does not hold. */
export function kept(rules: Rules): VisibilityRule[] {
  return rules
    .filter((rule) => rule.audience !== "only_me")
    .map(({ organization, audience, hidden_from_organizers, excluded_people, excluded_units }) => ({
      organization,
      audience,
      ...(hidden_from_organizers && audience !== "organizers" ? { hidden_from_organizers } : {}),
      ...(excluded_people?.length ? { excluded_people: [...excluded_people].sort() } : {}),
      ...(excluded_units?.length ? { excluded_units: [...excluded_units].sort() } : {}),
    }));
}

const sorted = (rules: VisibilityRule[]) => rules.sort((a, b) => (a.organization < b.organization ? -1 : 1));
