import * as fc from "fast-check";
import { capacityOf, type Capacity, type Verdict } from "../../projects/capacity";
import type { Resources } from "../../projects/capacity/resources";
import { projectSchema, siteSchema } from "../../projects";

/** A pod that the model names. */
export interface Pod {
  /** Name of its workload. */
  readonly name: string;
  /** Group that it must run in; undefined is any. */
  readonly group?: string;
  /** What it requests. */
  readonly requests: Resources;
}

/** A project as the scheduler sees it, with what the model says. */
export interface Case {
  /** What it is, for people. */
  readonly title: string;
  /** Nodes with what the model gives them for pods. */
  readonly nodes: readonly { readonly group: string; readonly count: number; readonly room: Resources }[];
  /** All pods: the platform's, the driver and its executors, and notebooks. */
  readonly pods: readonly Pod[];
  /** What the model says of them. */
  readonly verdict: Verdict;
}

/** What a random project is made of; `beyond` is how many executors, or notebooks, it wants more than fit at best. */
const shapes = fc.record({
  driver: fc.constantFrom("heat" as const, "capi-helm" as const, "vexxhost" as const),
  workerVcpus: fc.constantFrom(2, 4, 8),
  vcpus: fc.integer({ min: 2, max: 64 }),
  gibPerVcpu: fc.constantFrom(1.7, 2, 4, 8),
  workers: fc.integer({ min: 1, max: 3 }),
  nodes: fc.integer({ min: 1, max: 8 }),
  cores: fc.integer({ min: 1, max: 8 }),
  memoryGiB: fc.integer({ min: 1, max: 20 }),
  overhead: fc.constantFrom(0.1, 0.4),
  driverCores: fc.integer({ min: 1, max: 4 }),
  driverGiB: fc.integer({ min: 1, max: 8 }),
  onWorkers: fc.boolean(),
  traefik: fc.boolean(),
  beyond: fc.constantFrom(-4, -2, -1, 0, 1, 3),
  notebooks: fc.option(
    fc.record({
      besideJobs: fc.boolean(),
      nodes: fc.integer({ min: 1, max: 4 }),
      cores: fc.constantFrom(0.5, 1, 2, 4),
      memoryGiB: fc.constantFrom(1, 2, 4, 8),
    }),
    { nil: undefined },
  ),
});

/** Random projects, half of which want about as much as there is. */
export function randomCases(count: number, seed: number): Case[] {
  return fc.sample(shapes, { numRuns: count, seed }).map((shape, index) => caseOf(shape, index));
}

type Shape = typeof shapes extends fc.Arbitrary<infer T> ? T : never;

function caseOf(shape: Shape, index: number): Case {
  const group = shape.onWorkers ? "default-worker" : "spark";
  const { notebooks, beyond } = shape;
  const [job] = capacityOf(...dataOf(shape, group, 1, 1)).jobs;
  const most = job!.executors.max.possible;
  // Beside notebooks, jobs take half of what there is, so that both have some.
  const executors = Math.max(1, notebooks?.besideJobs ? Math.floor(most / 2) : most + beyond);
  const possible = capacityOf(...dataOf(shape, group, executors, 1)).notebooks?.sizes[0]!.possible ?? 0;
  const users = Math.max(1, possible + beyond);
  return toCase(
    `${index}: ${shape.driver}, ${shape.nodes} x ${shape.vcpus} vCPUs, ${executors} executors of ${shape.cores} cores` +
      (notebooks ? `, ${users} notebooks of ${notebooks.cores} cores ${notebooks.besideJobs ? "beside them" : "apart"}` : ""),
    capacityOf(...dataOf(shape, group, executors, users)),
  );
}

function dataOf(shape: Shape, nodeGroup: string, executors: number, users: number): Parameters<typeof capacityOf> {
  const { notebooks } = shape;
  const site = siteSchema.parse({
    name: "proof",
    clouds: { project: "proof", clusters: "proof" },
    identity: { authUrl: "https://keystone.example.org:5000/v3", region: "One" },
    magnum: { driver: shape.driver, images: { "1.34.4": "image" } },
    externalNetwork: "public",
    dnsServers: ["192.0.2.1"],
    flavors: {
      worker: { vcpus: shape.workerVcpus, memoryMiB: shape.workerVcpus * 4096, diskGiB: 100 },
      node: { vcpus: shape.vcpus, memoryMiB: Math.round(shape.vcpus * shape.gibPerVcpu * 1024), diskGiB: 100 },
    },
    octavia: { provider: "amphora", barbican: false },
    backend: { kind: "pg" },
  });
  const project = projectSchema.parse({
    name: "proof",
    site: "proof",
    tier: "dev",
    kubernetesVersion: "1.34.4",
    cluster: {
      keypair: { name: "proof" },
      controlPlane: { flavor: "worker" },
      workers: {
        flavor: nodeGroup === "default-worker" ? "node" : "worker",
        count: nodeGroup === "default-worker" ? shape.nodes : shape.workers,
      },
    },
    nodeGroups: [
      ...(nodeGroup === "default-worker" ? [] : [{ name: "spark", flavor: "node", count: shape.nodes }]),
      ...(notebooks && !notebooks.besideJobs ? [{ name: "notebooks", flavor: "node", count: notebooks.nodes }] : []),
    ],
    storage: { block: { classes: [{ name: "cinder" }], snapshotClass: "cinder" } },
    ingress: shape.traefik ? { kind: "traefik" } : undefined,
    spark: {
      image: "spark",
      version: "4.0.4",
      nodeGroup,
      driver: { cores: shape.driverCores, memoryGiB: shape.driverGiB },
      executor: { cores: shape.cores, memoryGiB: shape.memoryGiB },
      executors: { max: executors },
      memoryOverheadFactor: shape.overhead,
      scratch: { storageClass: "cinder", sizeGiB: 10 },
    },
    notebooks: notebooks && {
      host: "notebooks.example.org",
      login: { kind: "native" },
      admins: ["ada"],
      nodeGroup: notebooks.besideJobs ? nodeGroup : "notebooks",
      sizes: [
        {
          name: "only",
          cores: { request: notebooks.cores, limit: notebooks.cores },
          memoryGiB: { request: notebooks.memoryGiB, limit: notebooks.memoryGiB },
        },
      ],
      users,
      home: { kind: "claim", storageClass: "cinder", sizeGiB: 10 },
    },
  });
  return [project, site];
}

/**
 * Turns what the model has worked out into nodes and pods; all users have a notebook of the first size.
 *
 * @param title - what it is
 * @param capacity - what the model has worked out
 */
export function toCase(title: string, { groups, platform, platformVerdict, jobs, notebooks }: Capacity): Case {
  const { job, group, verdict } = jobs[0]!;
  const size = notebooks?.sizes[0];
  const verdicts = [verdict, platformVerdict.max, ...(size ? [size.verdict] : [])];
  return {
    title,
    nodes: groups.map(({ name, nodes, room }) => ({ group: name, count: nodes.max, room })),
    pods: [
      ...platform.floating,
      { name: "driver", group: group.name, requests: job.driver.requests },
      ...Array.from({ length: job.executors }, () => ({ name: "executor", group: group.name, requests: job.executor.requests })),
      ...Array.from({ length: notebooks?.users ?? 0 }, () => ({
        name: "notebook",
        group: notebooks!.group.name,
        requests: size!.requests,
      })),
    ],
    verdict: verdicts.includes("does not fit")
      ? "does not fit"
      : verdicts.includes("depends on the order")
        ? "depends on the order"
        : "fits",
  };
}
