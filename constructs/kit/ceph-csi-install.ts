import { CEPH_CSI_CHARTS } from "./ceph-csi-charts";
import { isAtLeast } from "./minor-version";

/** How Ceph's CSI drivers get into a cluster: by a chart for each, which end with Ceph-CSI 3.19, or by their operator. */
export const CEPH_CSI_INSTALLS = ["charts", "operator"] as const;

/** Name of a way in which Ceph's CSI drivers get into a cluster. */
export type CephCsiInstall = (typeof CEPH_CSI_INSTALLS)[number];

/** Namespace of the operator's pod. */
export const CEPH_CSI_OPERATOR_NAMESPACE = "ceph-csi-operator";

/**
 * How Ceph's CSI drivers are installed where nobody says it: by the operator where Kubernetes is new enough for it.
 *
 * @param kubernetesVersion - Kubernetes version of the cluster, such as "1.30.2"
 * @see https://github.com/ceph/ceph-csi/blob/devel/deploy/DEPRECATION.md
 */
export function defaultCephCsiInstall(kubernetesVersion: string): CephCsiInstall {
  return isTooOld(kubernetesVersion) ? "charts" : "operator";
}

/**
 * Finds why a cluster cannot have the operator.
 *
 * @param install - how the drivers are to be installed
 * @param kubernetesVersion - Kubernetes version of the cluster
 * @returns the problem, without the field, or undefined
 */
export function cephCsiInstallProblem(install: CephCsiInstall | undefined, kubernetesVersion: string): string | undefined {
  if (install !== "operator" || !isTooOld(kubernetesVersion)) return undefined;
  const { minKubernetes } = CEPH_CSI_CHARTS.cephCsiOperator;
  return `must be "charts" before Kubernetes ${minKubernetes}, which the operator needs, got "operator" with ${kubernetesVersion}`;
}

function isTooOld(kubernetesVersion: string): boolean {
  return !isAtLeast(kubernetesVersion, CEPH_CSI_CHARTS.cephCsiOperator.minKubernetes);
}
