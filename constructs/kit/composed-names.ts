import { capiHelmName } from "./driver-objects";

/** A name that somebody makes later of one of ours. */
export interface ComposedName {
  /** What it is and for whom. */
  readonly what: string;
  /** How it is made, with our name as `<name>`. */
  readonly form: string;
  /** Characters that are added to ours. */
  readonly added: number;
  /** Most characters of the whole. */
  readonly limit: number;
}

/** Longest label value, label of a host name, and name of a Service. */
const LABEL = 63;

/** Longest host name, and name of most objects. */
const SUBDOMAIN = 253;

/** Nanoseconds since 1970, until the year 2286. */
const TIMESTAMP = 19;

/**
 * Finds why a name is too long for what is made of it.
 *
 * @param name - our name
 * @param composed - what is made of it
 * @returns the problem, without the field, or undefined
 */
export function composedNameProblem(name: string, composed: readonly ComposedName[]): string | undefined {
  const [tightest] = [...composed].sort((a, b) => a.limit - a.added - (b.limit - b.added));
  if (!tightest) return undefined;
  const { what, form, added, limit } = tightest;
  const most = limit - added;
  if (name.length <= most) return undefined;
  const shortened = name.slice(0, Math.max(most, 0)).replace(/[^a-z0-9]+$/, "");
  return (
    `must have at most ${Math.max(most, 0)} characters, got ${name.length} in '${name}': ${form} is ${what}, of ${limit} at most` +
    (shortened === "" ? "" : `; '${shortened}' would do`)
  );
}

/**
 * What the Spark operator makes of the name of an application: a label of its pods, and the first label of its page's host name.
 *
 * @param application - namespace, whether it has a schedule, and the domain of the pages
 * @see https://github.com/kubeflow/spark-operator/blob/v2.5.2/internal/controller/scheduledsparkapplication/controller.go
 */
export function namesOfApplication(application: {
  readonly namespace: string;
  readonly isScheduled: boolean;
  readonly uiHost?: string;
}): ComposedName[] {
  const { namespace, isScheduled, uiHost } = application;
  const run = isScheduled ? `<name>-<${TIMESTAMP} digits>` : "<name>";
  const added = isScheduled ? TIMESTAMP + 1 : 0;
  const names = [{ what: `a label of the pods of ${isScheduled ? "each run" : "the job"}`, form: run, added, limit: LABEL }];
  if (uiHost === undefined) return names;
  const page = `${run}-${namespace}`;
  const pageAdded = added + 1 + namespace.length;
  return [
    ...names,
    { what: "the first label of the host name of its page", form: page, added: pageAdded, limit: LABEL },
    { what: "the host name of its page", form: `${page}.${uiHost}`, added: pageAdded + 1 + uiHost.length, limit: SUBDOMAIN },
  ];
}

/**
 * What capi-helm makes of the name of a node group: it cuts the cluster's name, adds twelve characters of its own, and its chart cuts the
 * whole, so that two groups can become one and a group that was cut is never found again.
 *
 * @param cluster - name of the cluster
 * @see https://opendev.org/openstack/magnum-capi-helm/src/tag/1.4.0/magnum_capi_helm/driver.py
 * @see https://github.com/azimuth-cloud/capi-helm-charts/blob/0.27.0/charts/openstack-cluster/templates/_helpers.tpl
 */
export function namesOfCapiHelmGroup(cluster: string): ComposedName[] {
  const cut = capiHelmName(cluster).slice(0, 30);
  const form = `${cut}-<12 characters>-<name>`;
  return [{ what: "the name of its MachineDeployment", form, added: cut.length + 1 + 12 + 1, limit: LABEL }];
}

/**
 * What a quota makes of the name of a storage class.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#storage-resource-quota
 */
export function namesOfScratchClass(): ComposedName[] {
  const suffix = ".storageclass.storage.k8s.io";
  const what = "the domain of the quota's field for scratch volumes";
  return [{ what, form: `<name>${suffix}`, added: suffix.length, limit: SUBDOMAIN }];
}

/**
 * What the octavia-ingress-controller makes of the name of an Ingress.
 *
 * @param namespace - namespace of the Ingress
 * @see https://github.com/kubernetes/cloud-provider-openstack/blob/v1.36.0/pkg/ingress/utils/utils.go
 */
export function namesOfOctaviaIngress(namespace: string): ComposedName[] {
  const uuid = 36;
  const form = `kube_ingress_<UUID of the cluster>_${namespace}_<name>`;
  const added = "kube_ingress_".length + uuid + 2 + namespace.length;
  return [{ what: "the name of its load balancer", form, added, limit: 255 }];
}
