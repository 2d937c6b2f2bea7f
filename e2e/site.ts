import * as fs from "node:fs";
import * as z from "zod";
import { mergeValues } from "../constructs/kit/chart-release";
import type { ProjectInput, SiteInput } from "../projects";
import { project } from "./project";
import { STORE_ENDPOINT } from "./spark";

/** What is tried, and where. */
export interface Settings {
  /** The site, without what only a run knows: mirrors of charts, backend. */
  readonly site: Omit<SiteInput, "backend">;
  /** The project with everything that it can have. */
  readonly project: ProjectInput;
  /** Labels of a template with which Magnum fails every creation of a cluster. */
  readonly createFailure: Readonly<Record<string, string>> | undefined;
}

/** Where a cloud lets people in. */
export interface Identity {
  /** Address of Keystone. */
  readonly authUrl: string;
  /** Name of the region. */
  readonly region: string;
}

const overridesSchema = z.strictObject({
  site: z.record(z.string(), z.unknown()).optional(),
  project: z.record(z.string(), z.unknown()).optional(),
  createFailure: z.record(z.string(), z.string()).optional(),
});

/** What another cloud lays over the site and the project. */
export type Overrides = z.output<typeof overridesSchema>;

/** The development cloud, whose Magnum has labels that make it fail. */
const DEVCLOUD = {
  description: "development cloud",
  magnum: { driver: "capi-helm", images: { "1.34.4": "ubuntu-2204-kube" } },
  externalNetwork: "public",
  dnsServers: ["192.0.2.53"],
  flavors: {
    "m1.small": { vcpus: 1, memoryMiB: 2048, diskGiB: 20 },
    "m1.medium": { vcpus: 2, memoryMiB: 4096, diskGiB: 40 },
  },
  shareTypes: { default: { protocol: "CEPHFS" } },
  octavia: { provider: "amphora", barbican: true },
  objectStore: { endpoint: STORE_ENDPOINT, region: "us-east-1" },
} as const satisfies Partial<SiteInput>;
const DEVCLOUD_CREATE_FAILURE = { ostack_fail: "create" };

/** Name of the site. */
export const SITE = "e2e";

/**
 * Reads the file that another cloud lays over site and project.
 *
 * @param file - path of the JSON file
 * @throws Error if it is not JSON or has other fields
 */
export function readOverrides(file: string): Overrides {
  let data: unknown;
  try {
    data = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file}: is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const { success, data: overrides, error } = overridesSchema.safeParse(data);
  if (success) return overrides;
  const problems = error.issues.map(
    ({ path, message }) => `${file}: ${[...path, message].join(": ")}; fields: site, project, createFailure`,
  );
  throw new Error(problems.join("\n"));
}

/**
 * Settles what is tried, and where: objects of the overrides are merged into ours, everything else replaces it.
 *
 * @param cloud - entry of clouds.yaml
 * @param identity - where that entry logs in
 * @param overrides - what another cloud lays over ours; the development cloud's own values without it
 */
export function settingsOf(cloud: string, identity: Identity, overrides?: Overrides): Settings {
  const site = { name: SITE, clouds: { project: cloud, clusters: cloud }, identity, ...DEVCLOUD };
  // Flavors, images and share types of another cloud are not added to those of the development cloud.
  const replaced = overrides?.site ? Object.keys(overrides.site).filter((key) => ["flavors", "shareTypes", "magnum"].includes(key)) : [];
  const base = Object.fromEntries(Object.entries(site).filter(([key]) => !replaced.includes(key)));
  return {
    site: mergeValues(base, overrides?.site ?? {}) as unknown as Settings["site"],
    project: mergeValues({ ...project }, overrides?.project ?? {}) as unknown as ProjectInput,
    createFailure: overrides ? overrides.createFailure : DEVCLOUD_CREATE_FAILURE,
  };
}
