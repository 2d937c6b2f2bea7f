import { MAGNUM_DRIVERS, MAGNUM_DRIVER_TRAITS, type MagnumDriver } from "../../constructs/contracts/magnum-driver";
import { API_ACCESS_ATTRIBUTES, API_ACCESS_LABELS, effectOfChange } from "../../constructs/magnum-cluster/change-effects";
import { hideUserInfo } from "../../constructs/kit/user-info";
import { after, before, type Change } from "../plan/changes";

const CLUSTER = "openstack_containerinfra_cluster_v1";
const TEMPLATE = "openstack_containerinfra_clustertemplate_v1";
/** The only driver with which a cluster goes to another template in place; its name is in no plan. */
const UPGRADED = MAGNUM_DRIVERS.find((driver) => MAGNUM_DRIVER_TRAITS[driver].templateChange === "upgrade")!;

/** Labels whose values are shown nowhere, such as grafana_admin_passwd. */
const SECRET_KEY = /passw|secret|token/i;

/** Attributes of a template that say what it is and not what a cluster is made of. */
const OF_THE_TEMPLATE = ["id", "name", "labels", "created_at", "updated_at", "project_id", "user_id", "region", "public", "hidden"];

/** A label or another attribute of a new template that the running cluster does not take. */
export interface KeptLabel {
  /** The label, or the attribute's name in Terraform. */
  readonly label: string;
  /** Value that the cluster goes on with. */
  readonly kept: string;
  /** Value in the new template; undefined where it was taken out. */
  readonly wanted: string | undefined;
  /** True if it is an attribute beside the labels. */
  readonly isAttribute?: true;
}

/**
 * Finds the template whose place another one takes while a cluster goes on.
 *
 * @param cluster - change in place of a cluster
 * @param changes - all changes of its plan
 */
export function upgradedTemplate(cluster: Change, changes: readonly Change[]): Change | undefined {
  if (cluster.kind !== "update" || cluster.resource.type !== CLUSTER) return undefined;
  const templateId = before(cluster)["cluster_template_id"];
  if (templateId === undefined) return undefined;
  return changes.find(
    (change) =>
      change.stack === cluster.stack &&
      change.resource.type === TEMPLATE &&
      change.kind === "replace" &&
      before(change)["id"] === templateId,
  );
}

/**
 * Finds the labels that a cluster keeps although its new template has other values. What Magnum keeps with the cluster decides; only where
 * it was not asked the template in the state stands for it, which may be a later one than the cluster's first.
 *
 * @param cluster - change in place of a cluster
 * @param changes - all changes of its plan
 */
export function keptLabels(cluster: Change, changes: readonly Change[]): KeptLabel[] {
  const template = upgradedTemplate(cluster, changes);
  if (!template) return [];
  const known = cluster.plan.clusterLabels ?? { ...labelsOf(before(template)), ...labelsOf(before(cluster)) };
  return labelsNotInForce(UPGRADED, known, { ...labelsOf(after(template)), ...labelsOf(after(cluster)) });
}

/**
 * Finds the attributes beside the labels that a cluster keeps although its new template has other values. A cluster that has an attribute of
 * the same name in its plan says itself what it has.
 *
 * @param cluster - change in place of a cluster
 * @param changes - all changes of its plan
 */
export function keptAttributes(cluster: Change, changes: readonly Change[]): KeptLabel[] {
  const template = upgradedTemplate(cluster, changes);
  if (!template) return [];
  const [old, wanted, own] = [before(template), after(template), before(cluster)];
  const unknown = (template.resource.change.after_unknown ?? {}) as Readonly<Record<string, unknown>>;
  const running = (attribute: string): string => textOf(own[attribute]) || textOf(old[attribute]);
  // What the new template does not name at all, such as what Magnum fills in, it does not change.
  return Object.keys(wanted)
    .sort()
    .filter((attribute) => !OF_THE_TEMPLATE.includes(attribute) && unknown[attribute] !== true)
    .filter((attribute) => effectOfChange(UPGRADED, { part: "template", attribute }) === "kept")
    .filter((attribute) => textOf(old[attribute]) !== textOf(wanted[attribute]) && running(attribute) !== textOf(wanted[attribute]))
    .map((label) => ({ label, kept: running(label), wanted: textOf(wanted[label]) || undefined, isAttribute: true }));
}

/** What Terraform leaves out, what it has as nothing and what is off are one. */
function textOf(value: unknown): string {
  if (value === undefined || value === null || value === false) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * Compares the labels that Magnum keeps with a running cluster with those of the template that the project's file makes.
 *
 * @param driver - the cluster's driver
 * @param running - labels of the cluster in Magnum
 * @param template - labels of the template, and those of the cluster's own beside them
 * @returns those that the cluster keeps with another value, by name
 */
export function labelsNotInForce(
  driver: MagnumDriver,
  running: Readonly<Record<string, string>>,
  template: Readonly<Record<string, string>>,
): KeptLabel[] {
  return Object.keys(running)
    .sort()
    .filter((label) => running[label] !== template[label])
    .filter((label) => effectOfChange(driver, { part: "template", attribute: `labels.${label}` }) === "kept")
    .map((label) => ({ label, kept: running[label]!, wanted: template[label] }));
}

/**
 * Says of one label that a running cluster keeps what the template and the cluster have.
 *
 * @param label - the label
 */
export function describeKept({ label, kept, wanted }: KeptLabel): string {
  const hidden = isSecretLabel({ label }) ? "a value that is not shown" : undefined;
  const says = (text: string | undefined): string => (text === undefined ? shown(text) : (hidden ?? shown(text)));
  return `label ${label}: the template says ${says(wanted)}, the cluster has ${says(kept)} and keeps it until it is made anew`;
}

/** Whether a label says who may reach the API server. */
export function isAboutApiAccess({ label, isAttribute }: Pick<KeptLabel, "label" | "isAttribute">): boolean {
  return (isAttribute ? API_ACCESS_ATTRIBUTES : API_ACCESS_LABELS).includes(label);
}

/** Whether the value of a label stands nowhere, be it only the password of a chart. */
export function isSecretLabel({ label }: Pick<KeptLabel, "label">): boolean {
  return SECRET_KEY.test(label);
}

/**
 * Says which labels and other attributes a cluster keeps although its new template has other values.
 *
 * @param cluster - change in place of a cluster
 * @param changes - all changes of its plan
 * @returns the remark, or undefined if there are none
 */
export function keptLabelsRemark(cluster: Change, changes: readonly Change[]): string | undefined {
  const said = (kept: readonly KeptLabel[]): string =>
    kept.map(({ label, kept: value, wanted }) => `\`${label}\` stays ${shown(value)}, the template says ${shown(wanted)}`).join("; ");
  const [labels, attributes] = [keptLabels(cluster, changes), keptAttributes(cluster, changes)];
  const what = [...(labels.length > 0 ? ["labels"] : []), ...(attributes.length > 0 ? ["attributes"] : [])];
  if (what.length === 0) return undefined;
  return (
    `**the running cluster keeps the ${what.join(" and ")} it was made with**: ${said([...labels, ...attributes])}; ` +
    "only a cluster made anew takes them"
  );
}

/**
 * Refuses changes of who may reach the API server that would not come into force: the file would say closed what is open.
 *
 * @param changes - what the plans change
 * @returns one message for each label
 */
export function apiAccessRefusals(changes: readonly Change[]): string[] {
  return changes.flatMap((cluster) =>
    [...keptLabels(cluster, changes), ...keptAttributes(cluster, changes)]
      .filter(isAboutApiAccess)
      .map(
        ({ label, kept, wanted }) =>
          `${cluster.stack}: who may reach the API server of cluster '${String(before(cluster)["name"])}' would stay as it is: driver ${UPGRADED} ` +
          `keeps ${label} ${shown(kept)} as long as the cluster lives, the file now says ${shown(wanted)}; take the change back, ` +
          "or make the cluster anew with it: a second project beside this one, or destroy and deploy",
      ),
  );
}

function labelsOf(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return (values["labels"] ?? {}) as Record<string, string>;
}

function shown(value: string | undefined): string {
  return value === undefined || value === "" ? "nothing" : `"${hideUserInfo(value).replace(/[`\r\n]/g, "'")}"`;
}
