import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { MagnumDriver } from "../../constructs/contracts/magnum-driver";
import { parseEnvironments, type Project, type ProjectInput, type SiteInput } from "../../projects";
import { ClusterStack, PlatformStack, projectApp } from "../../stacks";
import { Template, templateOf } from "./synth";

/** A folder for all apps. */
let outdir: string | undefined;

/** A site of one driver, with what the simplest project needs. */
export function driverSite(driver: MagnumDriver, changes: Partial<SiteInput> = {}): SiteInput {
  return {
    name: "lab",
    clouds: { project: "{project}", clusters: "{project}-admin" },
    identity: { authUrl: "https://keystone.example.org:5000/v3", region: "One" },
    magnum: { driver, images: { "1.30.2": "kube-1.30.2" } },
    externalNetwork: "public",
    dnsServers: ["192.0.2.1"],
    flavors: {
      "m1.medium": { vcpus: 4, memoryMiB: 16384, diskGiB: 40 },
      "m1.large": { vcpus: 16, memoryMiB: 65536, diskGiB: 60 },
      "m1.diskless": { vcpus: 4, memoryMiB: 16384, diskGiB: 0 },
    },
    volumeTypes: ["ssd", "hdd"],
    shareTypes: { cephfs: { protocol: "CEPHFS" }, nfs: { protocol: "NFS" } },
    octavia: { provider: "amphora", barbican: true },
    backend: { kind: "pg" },
    ...changes,
  };
}

/** The simplest project of that site. */
export function survey({
  cluster,
  ...changes
}: Partial<Omit<ProjectInput, "cluster">> & { readonly cluster?: Partial<ProjectInput["cluster"]> } = {}): ProjectInput {
  return {
    name: "survey",
    site: "lab",
    tier: "dev",
    kubernetesVersion: "1.30.2",
    cluster: {
      keypair: { name: "mine" },
      controlPlane: { flavor: "m1.medium" },
      workers: { flavor: "m1.medium", count: 3 },
      ...cluster,
    },
    ...changes,
  };
}

/** Its cluster stack, parsed and synthesised, with all checks and policies. */
export function clusterOf(project: ProjectInput, site: SiteInput): Template {
  return stackOf(project, site, "cluster");
}

/** Its platform stack. */
export function platformOf(project: ProjectInput, site: SiteInput): Template {
  return stackOf(project, site, "platform");
}

/** Labels of its cluster template. */
export function labelsOf(template: Template): Record<string, string> {
  return template.get("openstack_containerinfra_clustertemplate_v1")["labels"] as Record<string, string>;
}

/** The app of projects, with all checks and policies; none of its stacks is written. */
export function appOf(projects: readonly Project[]): ReturnType<typeof projectApp> {
  return projectApp(projects, { outdir: (outdir ??= fs.mkdtempSync(path.join(os.tmpdir(), "survey-"))) });
}

/** What is wrong with a project and its site, a line each. */
export function problemsOf(project: ProjectInput, site: SiteInput): string[] {
  try {
    appOf(parseEnvironments({ "survey.ts": project }, { "lab.ts": site }));
  } catch (error) {
    return (error as Error).message.split("\n");
  }
  return [];
}

function stackOf(project: ProjectInput, site: SiteInput, role: "cluster" | "platform"): Template {
  const app = appOf(parseEnvironments({ "survey.ts": project }, { "lab.ts": site }));
  const kind = role === "cluster" ? ClusterStack : PlatformStack;
  return templateOf(app.node.children.find((stack) => stack instanceof kind) as ClusterStack | PlatformStack);
}
