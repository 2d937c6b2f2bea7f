import { isDeepStrictEqual } from "node:util";
import { load } from "js-yaml";
import { JUPYTER_HUB_CHARTS } from "../../constructs/jupyter-hub/charts";
import { HOMES_CLAIM } from "../../constructs/jupyter-hub/names";
import { after, before, type Change, type Values } from "../plan/changes";
import { nameOf } from "./remarks";

/** Selects the pods of users, of which no release knows. */
const USERS = "component=singleuser-server";

/**
 * Says what a change of the hub's releases does to people who work: whether hub or proxy restart, what waits for the next notebook, and what
 * is left behind. All values are in a Secret whose checksum the hub's pods have, so that any of them restarts the hub.
 *
 * @param change - a change
 * @param changes - all changes
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.4.0/jupyterhub/templates/hub/deployment.yaml
 */
export function notebookRemarks(change: Change, changes: readonly Change[]): string[] {
  if (change.resource.type !== "helm_release") return [];
  const [old, now] = [before(change), after(change)];
  if (old["chart"] === JUPYTER_HUB_CHARTS.jupyterHub.chart) {
    if (change.kind === "destroy") return leftRemarks(change, changes);
    return change.kind === "update" ? hubRemarks(old, now) : [];
  }
  return change.kind === "update" ? homesRemarks(old, now) : [];
}

function hubRemarks(old: Values, now: Values): string[] {
  const changed = changedValues(old, now);
  const isNewVersion = old["version"] !== now["version"];
  if (changed.length === 0 && !isNewVersion) return [];
  const hasProxy = isNewVersion || changed.includes("proxy");
  const remarks = [
    hasProxy
      ? "hub and proxy restart: nobody can log in or start a notebook for about a minute, and open pages lose their connection for some seconds; notebooks go on"
      : "the hub restarts: nobody can log in or start a notebook for about a minute; notebooks go on",
  ];
  if (isNewVersion || changed.includes("singleuser"))
    remarks.push("what is said of users' pods holds for notebooks that are started from then on; those that run keep what they have");
  return remarks;
}

function homesRemarks(old: Values, now: Values): string[] {
  if (![old, now].every(({ name }) => name === "notebooks")) return [];
  const [from, to] = [old, now].map(homesOf);
  if (from === undefined && to === undefined) return [];
  if (from === undefined)
    return ["users start with empty homes in the claim of all: what they have stays in their `claim-` claims, and is not copied"];
  if (to === undefined)
    return [`users start with empty homes in claims of their own: what they have stays in claim \`${HOMES_CLAIM}\`, and is not copied`];
  return [...classRemarks(from, to), ...sizeRemarks(from, to)];
}

function classRemarks(from: Homes, to: Homes): string[] {
  if (from.storageClass === to.storageClass) return [];
  return [
    `**Kubernetes refuses this**: a claim keeps its storage class, and that of all homes has ${from.storageClass}, not ${to.storageClass}`,
  ];
}

function sizeRemarks({ sizeGiB: from }: Homes, { sizeGiB: to }: Homes): string[] {
  if (from === to) return [];
  return [
    to > from
      ? `the claim of all homes grows from ${from} to ${to} GiB while notebooks run, where its storage class allows that`
      : `**Kubernetes refuses this**: a claim never shrinks, and that of all homes has ${from} GiB, more than ${to}`,
  ];
}

/** Where the namespace stays, so do the pods of users, which hold their homes. */
function leftRemarks(change: Change, changes: readonly Change[]): string[] {
  const namespace = String(before(change)["namespace"]);
  const isGoing = changes.some(
    (other) =>
      other.stack === change.stack &&
      other.resource.type === "kubernetes_namespace_v1" &&
      (other.kind === "destroy" || other.kind === "replace") &&
      nameOf(before(other)) === namespace,
  );
  if (isGoing) return ["notebooks that run end with their namespace, and the claims of homes go with it"];
  return [
    `notebooks that run are left running, and nobody can reach them: \`kubectl --namespace ${namespace} delete pods --selector ${USERS}\` ends them`,
    "homes and the hub's database stay, and are found again when notebooks come back",
  ];
}

/** Top keys of Helm values that differ, in any of the texts that are laid over each other. */
function changedValues(old: Values, now: Values): string[] {
  const [a, b] = [textsOf(old), textsOf(now)];
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => [a[index] ?? {}, b[index] ?? {}] as const).flatMap(
    ([was, is]) => [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => !isDeepStrictEqual(was[key], is[key])),
  );
}

function textsOf({ values }: Values): Values[] {
  return (Array.isArray(values) ? values : []).map((text) => {
    try {
      return ((typeof text === "string" ? load(text) : undefined) ?? {}) as Values;
    } catch {
      return { text };
    }
  });
}

/** The claim of all homes. */
interface Homes {
  readonly sizeGiB: number;
  readonly storageClass: string;
}

function homesOf(values: Values): Homes | undefined {
  const homes = textsOf(values)[0]?.["homes"] as Partial<Homes> | undefined;
  return typeof homes?.sizeGiB === "number" ? { sizeGiB: homes.sizeGiB, storageClass: homes.storageClass ?? "" } : undefined;
}
