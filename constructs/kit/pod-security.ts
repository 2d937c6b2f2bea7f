import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import type { Construct } from "constructs";

/** Pod Security level, in Kubernetes' words. */
export type PodSecurityLevel = "privileged" | "baseline" | "restricted";

/**
 * Labels that make Kubernetes hold all pods of a namespace to a Pod Security level.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function podSecurityLabels(level: PodSecurityLevel): Record<string, string> {
  return { "pod-security.kubernetes.io/enforce": level, "pod-security.kubernetes.io/warn": level };
}

/** User of Spark's own images; any other non-root user would do where files of the image are not written. */
const NON_ROOT_UID = 185;

/**
 * Security context of a pod that the level "restricted" admits, in Kubernetes' field names.
 *
 * @param user - id of the user and group, a text where the provider wants one
 */
export function restrictedPod<T extends number | string>(user: T) {
  return { runAsNonRoot: true, runAsUser: user, runAsGroup: user, fsGroup: user, seccompProfile: { type: "RuntimeDefault" } };
}

/**
 * Security context of a pod of Spark that the level "restricted" admits.
 *
 * A volume whose root has the right owner is not walked through again: a share of many files would hold up every pod for minutes.
 */
export const RESTRICTED_POD = { ...restrictedPod(NON_ROOT_UID), fsGroupChangePolicy: "OnRootMismatch" };

/** Security context of a container that the level "restricted" admits. */
export const RESTRICTED_CONTAINER = { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: ["ALL"] } };

/**
 * A namespace for the platform's own pods.
 *
 * @param level - Pod Security level; CSI node plugins mount into the host and need "privileged"
 * @returns name of the namespace, as a token that waits for it
 */
export function systemNamespace(scope: Construct, id: string, name: string, level: PodSecurityLevel = "privileged"): string {
  const namespace = new NamespaceV1(scope, id, { metadata: { name, labels: podSecurityLabels(level) } });
  return namespace.metadata.name;
}
