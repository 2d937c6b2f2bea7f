import type { QuotaUse } from "../operate/admin/quota-use";
import { serviceNamed } from "../operate/openstack/services";
import { table } from "./capacity/table";

/**
 * Writes numbers of quotas beside what there is and what is used of it.
 *
 * @param numbers - the numbers
 */
export function quotaTable(numbers: readonly QuotaUse[]): string {
  const shown = (value: number | undefined): string => (value === undefined ? "?" : value === -1 ? "unlimited" : String(value));
  const rows = numbers.map(({ project, service, name, wanted, current, used }) => [
    project,
    serviceNamed(service).project,
    name,
    shown(current),
    current === wanted ? "" : shown(wanted),
    shown(used),
  ]);
  return table(["project", "service", "quota", "now", "new", "used"], rows).slice(1).join("\n");
}
