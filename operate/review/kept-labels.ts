import { MAGNUM_DRIVERS, MAGNUM_DRIVER_TRAITS } from "../../constructs/contracts/magnum-driver";
import { API_ACCESS_LABELS, effectOfChange } from "../../constructs/magnum-cluster/change-effects";
import { after, before, type Change } from "../plan/changes";

const CLUSTER = "openstack_containerinfra_cluster_v1";
const TEMPLATE = "openstack_containerinfra_clustertemplate_v1";
/** The only driver with which a cluster goes to another template in place; its name is in no plan. */
const UPGRADED = MAGNUM_DRIVERS.find((driver) => MAGNUM_DRIVER_TRAITS[driver].templateChange === "upgrade")!;

/** A label of a new template that the running cluster does not take. */
export interface KeptLabel {
  /** The label. */
  readonly label: string;
  /** Value that the cluster goes on with. */
  readonly kept: string;
  /** Value in the new template; undefined where it was taken out. */
  readonly wanted: string | undefined;
}

/**
 * Finds the labels that a cluster keeps although its new template has other values.
 *
 * @param cluster - change in place of a cluster
 * @param changes - all changes of its plan
 */
export function keptLabels(cluster: Change, changes: readonly Change[]): KeptLabel[] {
  if (cluster.kind !== "update" || cluster.resource.type !== CLUSTER) return [];
  const templateId = before(cluster)["cluster_template_id"];
  const template = changes.find(
    (change) =>
      change.stack === cluster.stack &&
      change.resource.type === TEMPLATE &&
      change.kind === "replace" &&
      before(change)["id"] === templateId,
  );
  if (!template || templateId === undefined) return [];
  const [old, now] = [labelsOf(before(template)), labelsOf(after(template))];
  return Object.keys(old)
    .sort()
    .filter((label) => old[label] !== now[label])
    .filter((label) => effectOfChange(UPGRADED, { part: "template", attribute: `labels.${label}` }) === "kept")
    .map((label) => ({ label, kept: old[label]!, wanted: now[label] }));
}

/**
 * Says which labels a cluster keeps although its new template has other values.
 *
 * @param cluster - change in place of a cluster
 * @param changes - all changes of its plan
 * @returns the remark, or undefined if there are none
 */
export function keptLabelsRemark(cluster: Change, changes: readonly Change[]): string | undefined {
  const kept = keptLabels(cluster, changes);
  if (kept.length === 0) return undefined;
  const labels = kept.map(({ label, kept: value, wanted }) => `\`${label}\` stays ${shown(value)}, the template says ${shown(wanted)}`);
  return `**the running cluster keeps the labels it was made with**: ${labels.join("; ")}; only a cluster made anew takes them`;
}

/**
 * Refuses changes of who may reach the API server that would not come into force: the file would say closed what is open.
 *
 * @param changes - what the plans change
 * @returns one message for each label
 */
export function apiAccessRefusals(changes: readonly Change[]): string[] {
  return changes.flatMap((cluster) =>
    keptLabels(cluster, changes)
      .filter(({ label }) => API_ACCESS_LABELS.includes(label))
      .map(
        ({ label, kept, wanted }) =>
          `${cluster.stack}: who may reach the API server of cluster '${String(before(cluster)["name"])}' would stay as it is: driver ${UPGRADED} ` +
          `keeps ${label} ${shown(kept)} as long as the cluster lives, the file now says ${shown(wanted)}; take the change of cluster.api back, ` +
          "or make the cluster anew with it: a second project beside this one, or destroy and deploy",
      ),
  );
}

function labelsOf(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return (values["labels"] ?? {}) as Record<string, string>;
}

function shown(value: string | undefined): string {
  return value === undefined ? "nothing" : `"${value.replace(/[`\r\n]/g, "'")}"`;
}
