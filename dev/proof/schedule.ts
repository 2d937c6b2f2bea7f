import * as fc from "fast-check";
import type { Resources } from "../../projects/capacity/resources";
import { inParallel } from "../../operate/session/processes";
import type { Case } from "./cases";
import type { ControlPlane } from "./control-plane";

/** Requests that are under way at once. */
const PARALLEL = 40;
const POLL_MILLISECONDS = 500;

/** What the scheduler made of a case. */
export interface Placement {
  /** Pods on a node. */
  readonly placed: number;
  /** Names and reasons of the others. */
  readonly pending: readonly { readonly name: string; readonly reason: string }[];
}

interface PodObject {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: { readonly nodeName?: string };
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly reason?: string; readonly message?: string }[] };
}

/**
 * Gives a case to the scheduler: the nodes, then the pods in random order; and takes all of it away again.
 *
 * @param plane - API server and scheduler
 * @param id - RFC 1123 label that no other case has
 * @param proof - the case
 * @param seed - seed of the order
 */
export async function schedule(plane: ControlPlane, id: string, proof: Case, seed: number): Promise<Placement> {
  const nodes = proof.nodes.flatMap(({ group, count, room }) =>
    Array.from({ length: count }, (_, index) => nodeObject(id, group, index, room)),
  );
  await inParallel(
    nodes.map((node) => () => plane.request("POST", "/api/v1/nodes", node)),
    PARALLEL,
  );
  const pods = proof.pods.map((pod, index) => podObject(id, index, pod));
  const [order] = fc.sample(fc.shuffledSubarray(pods, { minLength: pods.length }), { numRuns: 1, seed });
  await inParallel(
    order!.map((pod) => () => plane.request("POST", "/api/v1/namespaces/default/pods", pod)),
    PARALLEL,
  );
  const outcome = await settled(plane, id, pods.length);
  await plane.request("DELETE", `/api/v1/namespaces/default/pods?labelSelector=case%3D${id}`, {
    gracePeriodSeconds: 0,
    propagationPolicy: "Background",
  });
  await plane.request("DELETE", `/api/v1/nodes?labelSelector=case%3D${id}`);
  return outcome;
}

/** Waits until every pod is on a node or has been refused: no node gets emptier, so a refusal stands. */
async function settled(plane: ControlPlane, id: string, count: number): Promise<Placement> {
  for (;;) {
    const { items } = (await plane.request("GET", `/api/v1/namespaces/default/pods?labelSelector=case%3D${id}`)) as { items: PodObject[] };
    const placed = items.filter(({ spec }) => spec.nodeName !== undefined).length;
    const pending = items.flatMap(({ metadata, spec, status }) => {
      const refusal = status.conditions?.find(({ type, reason }) => type === "PodScheduled" && reason === "Unschedulable");
      return spec.nodeName === undefined && refusal ? [{ name: metadata.labels["workload"]!, reason: refusal.message ?? "" }] : [];
    });
    if (placed + pending.length === count) return { placed, pending };
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}

function nodeObject(id: string, group: string, index: number, room: Resources): object {
  const name = `${id}-${group}-${index}`;
  const resources = { cpu: `${room.cpu}m`, memory: `${room.memory}Mi`, pods: String(room.pods) };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { case: id, group, "kubernetes.io/hostname": name } },
    status: { capacity: resources, allocatable: resources, conditions: [{ type: "Ready", status: "True" }] },
  };
}

function podObject(id: string, index: number, { name, group, requests }: Case["pods"][number]): object {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `${id}-${index}`, labels: { case: id, workload: name } },
    spec: {
      nodeSelector: { case: id, ...(group !== undefined && { group }) },
      containers: [{ name: "main", image: "none", resources: { requests: { cpu: `${requests.cpu}m`, memory: `${requests.memory}Mi` } } }],
    },
  };
}
