import "../../operate/synth/synth-shim";
import type { ProjectInput, SiteInput } from "../../projects";
import { runNamed } from "../../cli/commands";

// The commands that work on a cloud, and synth, on small projects of a test, as a process of its own: DEPLOY_TEST_BACKEND is the site's backend,
// DEPLOY_TEST_PROJECTS has what differs from the project below, for each project.

const site: SiteInput = {
  name: "site",
  description: "site of a test",
  clouds: { project: "lab", clusters: "lab" },
  identity: { authUrl: "https://keystone.example.org:5000/v3", region: "RegionOne" },
  magnum: { driver: "heat", images: { "1.30.2": "fedora-coreos-37" }, kubeTags: { "1.30.2": "v1.30.2-rancher1" } },
  externalNetwork: "public",
  dnsServers: ["192.0.2.53"],
  storageNetwork: { reach: "direct", cidr: "192.0.2.0/24" },
  flavors: { "m1.medium": { vcpus: 2, memoryMiB: 4096, diskGiB: 40 }, "m1.xlarge": { vcpus: 16, memoryMiB: 65536, diskGiB: 40 } },
  shareTypes: { cephfs: { protocol: "CEPHFS" } },
  octavia: { provider: "amphora", barbican: false },
  objectStore: { endpoint: "https://s3.example.org", region: "default" },
  backend: JSON.parse(process.env["DEPLOY_TEST_BACKEND"]!) as SiteInput["backend"],
};
const project: ProjectInput = {
  name: "lab",
  site: "site",
  tier: "dev",
  kubernetesVersion: "1.30.2",
  cluster: {
    keypair: { name: "lab" },
    controlPlane: { flavor: "m1.medium" },
    workers: { flavor: "m1.medium", count: 1 },
    labels: { boot_volume_size: 100, cinder_csi_enabled: false },
  },
  nodeGroups: [{ name: "batch", flavor: "m1.medium", count: 1 }],
  storage: { block: { classes: [{ name: "fast" }] } },
};
const changes = JSON.parse(process.env["DEPLOY_TEST_PROJECTS"] ?? "[{}]") as Partial<ProjectInput>[];
const projects = Object.fromEntries(changes.map((change, index) => [`environments/${index}.ts`, { ...project, ...change }]));

async function main(args: string[]): Promise<void> {
  const changed = { ...site, ...(JSON.parse(process.env["DEPLOY_TEST_SITE"] ?? "{}") as Partial<SiteInput>) };
  const sites = { "environments/sites/site.ts": changed };
  // The framework is loaded for those only that synthesise.
  const synthesises = async (): Promise<number> => (await import("../../operate/synth/synth.js")).synth(projects, sites);
  process.exitCode = args[0] === "synth" ? await synthesises() : await runNamed(args, { projects, sites });
}

void main(process.argv.slice(2));
