import type { MagnumDriver } from "../contracts/magnum-driver";
import { composedNameProblem, namesOfCapiHelmGroup } from "../kit/composed-names";
import { capiHelmName } from "../kit/driver-objects";
import { nameProblem } from "../kit/names";
import type { SettingProblem } from "../kit/setting-problem";

/** Groups that every cluster has. */
const MAGNUMS_OWN = ["default-worker", "default-master", "master"];

/** First version of the chart openstack-cluster that looks at the names of groups. */
const FIRST_STRICT_CHART = [0, 15];

/** What the names of node groups depend on. */
export interface NodeGroupNames {
  /** Magnum driver. */
  readonly driver: MagnumDriver;
  /** Name of the cluster. */
  readonly cluster: string;
  /**
   * Version of capi-helm's chart that the template asks for.
   *
   * @default - that of the site's operators, which can be any
   */
  readonly chartVersion?: string;
  /** The groups. */
  readonly groups: readonly { readonly name: string }[];
}

/**
 * Finds names that node groups cannot have, in the form in which their driver uses them last.
 *
 * @param names - the groups and their cluster
 * @returns problems, with the index of the group first in their path
 */
export function nodeGroupNameProblems({ groups, ...cluster }: NodeGroupNames): SettingProblem[] {
  return groups.flatMap(({ name }, index) => {
    const isTaken = MAGNUMS_OWN.includes(name) || groups.findIndex((group) => group.name === name) < index;
    const taken = isTaken ? `must be unique and none of default-worker, default-master and master, got '${name}'` : undefined;
    const message = taken ?? nameProblem("label", name) ?? (cluster.driver === "capi-helm" ? capiHelmProblem(name, cluster) : undefined);
    return message === undefined ? [] : [{ path: [index, "name"], message }];
  });
}

/**
 * What the driver and its chart make of a name.
 *
 * @see https://github.com/azimuth-cloud/capi-helm-charts/blob/0.27.0/charts/openstack-cluster/templates/node-group/machine-deployment.yaml
 */
function capiHelmProblem(name: string, { cluster, chartVersion }: Omit<NodeGroupNames, "groups">): string | undefined {
  const made = capiHelmName(name);
  if (made !== name) {
    const instead = /^[a-z]/.test(made) ? made : `group-${made}`;
    return `must not have '--' with driver capi-helm, whose group and label of nodes would be '${made}', got '${name}'; '${instead}' would do`;
  }
  if (!/^[a-z][a-z0-9-]+[a-z0-9]$/.test(name) && !isBefore(chartVersion, FIRST_STRICT_CHART)) {
    return (
      `must have at least 3 characters and start with a letter with driver capi-helm, whose charts from 0.15 on refuse others, ` +
      `got '${name}'; 'group-${name}' would do, and for a group that runs already the label capi_helm_chart_version with its chart`
    );
  }
  return composedNameProblem(name, namesOfCapiHelmGroup(cluster));
}

function isBefore(version: string | undefined, [major = 0, minor = 0]: readonly number[]): boolean {
  const [, a, b] = /^(\d+)\.(\d+)\./.exec(version ?? "") ?? [];
  return a !== undefined && (Number(a) < major || (Number(a) === major && Number(b) < minor));
}

/**
 * Version of capi-helm's chart that the labels of a template ask for.
 *
 * @param labels - labels of the template
 */
export function chartVersionOf(labels: object | undefined): string | undefined {
  const version: unknown = labels && (labels as Readonly<Record<string, unknown>>)["capi_helm_chart_version"];
  return typeof version === "string" ? version : undefined;
}
