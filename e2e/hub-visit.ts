import * as http from "node:http";
import * as path from "node:path";
import type { Browser } from "playwright-core";
import type { HubUser } from "./browser";
import type { Run } from "./run";
import { JOBS } from "./spark";
import { NotRun } from "./step";

/** Labels of the pods of users. */
export const SERVERS = "--selector=component=singleuser-server";

/** Longest wait for the ingress to know a new host, in seconds. */
const ROUTE_SECONDS = 60;

/** What the steps share: the browser and who is at it. */
export interface Visit {
  readonly browser: Browser;
  readonly admin: HubUser;
  readonly user: HubUser;
}

/** Visits of runs. */
export const visits = new WeakMap<Run, Visit>();

/** Password of a run's accounts at the hub, which it keeps when notebooks are taken out and put in again. */
export const passwords = new WeakMap<Run, string>();

/**
 * Closes the browser of a run.
 *
 * @param run - the run
 */
export async function endVisit(run: Run): Promise<void> {
  await visits.get(run)?.browser.close();
  visits.delete(run);
}

/**
 * Whether the cluster has no pod of a kind.
 *
 * @param run - the run
 * @param selector - which pods
 * @returns undefined if there is one
 */
export async function noneOf(run: Run, selector: string): Promise<true | undefined> {
  return (await podsOf(run, selector)).length === 0 ? true : undefined;
}

/**
 * Names of pods in the namespace of jobs.
 *
 * @param run - the run
 * @param selector - which pods
 */
export async function podsOf(run: Run, selector: string): Promise<string[]> {
  interface Pods {
    readonly items: readonly { readonly metadata: { readonly name: string } }[];
  }
  const { items } = await run.kubernetes!.get<Pods>("pods", `--namespace=${JOBS}`, selector);
  return items.map(({ metadata }) => metadata.name);
}

/**
 * The address of the ingress that this machine reaches: that of the load balancer, or the Service's own.
 *
 * @param run - the run
 * @param host - host name of the hub
 * @throws NotRun if the hub answers at none
 */
export async function reachable(run: Run, host: string): Promise<string> {
  interface Service {
    readonly spec: { readonly clusterIP: string };
    readonly status: { readonly loadBalancer: { readonly ingress?: readonly { readonly ip?: string }[] } };
  }
  const { spec, status } = await run.kubernetes!.get<Service>("service", "traefik", "--namespace=traefik");
  const addresses = [...(status.loadBalancer.ingress ?? []).flatMap(({ ip }) => (ip === undefined ? [] : [ip])), spec.clusterIP];
  const found = await run
    .until("the hub behind the ingress", () => firstThatAnswers(host, addresses), ROUTE_SECONDS)
    .catch(() => undefined);
  run.check();
  if (found === undefined) throw new NotRun(`the hub does not answer at ${addresses.join(" nor at ")} for ${host}`);
  return found;
}

async function firstThatAnswers(host: string, addresses: readonly string[]): Promise<string | undefined> {
  for (const address of addresses) {
    if ((await statusOf(host, address)) === 200) return address;
  }
  return undefined;
}

/** Answer of the hub's health page; fetch would send the address as Host. */
function statusOf(host: string, address: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = http.get({ host: address, path: "/hub/health", headers: { host }, timeout: 3000 }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on("timeout", () => request.destroy()).on("error", () => resolve(undefined));
  });
}

/**
 * Where a picture is kept: beside the transcript.
 *
 * @param run - the run
 * @param name - what it shows
 */
export function pictureFile(run: Run, name: string): string {
  const { record } = run.options;
  return record === undefined ? run.file(`${name}.png`) : `${record.slice(0, record.length - path.extname(record).length)}-${name}.png`;
}

/**
 * Does something, and says how long it took.
 *
 * @param run - the run
 * @param what - what is so when it is done
 * @param work - does it
 */
export async function measured<T>(run: Run, what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  run.transcript.line(`${what} after ${Math.round((performance.now() - start) / 1000)} s`);
  return result;
}
