import { REQUESTED_QUOTAS } from "../../stacks/admin-names";
import type { Plan } from "../plan/plan";

type Numbers = Readonly<Record<string, unknown>>;

/**
 * Says which numbers of quotas are taken out of the data: no service sets them back.
 *
 * @param plan - plan of an administrator's stack; another one has none
 */
export function quotaNotes(plan: Plan): string[] {
  const change = plan.output_changes?.[REQUESTED_QUOTAS];
  const [before, after] = [change?.before, change?.after].map((value) => (value ?? {}) as Readonly<Record<string, Numbers>>);
  const gone = new Set(
    (plan.resource_changes ?? [])
      .filter(({ type, change: { actions } }) => type === "openstack_identity_project_v3" && actions.includes("delete"))
      .map(({ change: { before: values } }) => (values as { readonly name?: unknown } | null)?.name),
  );
  return Object.entries(before!)
    .filter(([project]) => !gone.has(project))
    .flatMap(([project, numbers]) => {
      const now = flat(after![project] ?? {});
      return Object.entries(flat(numbers))
        .filter(([field]) => !(field in now))
        .map(
          ([field, value]) =>
            `quota \`${field}\` of project \`${project}\` is no longer in the data and stays as it is, ${String(value)}; to change it write a number, -1 is unlimited`,
        );
    });
}

/** Numbers of volume types stand one level deeper. */
function flat(numbers: Numbers, at = ""): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(numbers).flatMap(([field, value]): [string, unknown][] => {
      if (value === null || value === undefined) return [];
      return typeof value === "object" ? Object.entries(flat(value as Numbers, `${at}${field}.`)) : [[`${at}${field}`, value]];
    }),
  );
}
