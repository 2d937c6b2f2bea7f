import type { DataFiles } from "../../cli/command";
import type { ProjectInput, SiteInput } from "../../projects";

const SITE: Omit<SiteInput, "backend"> = {
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
};
const PROJECT: ProjectInput = {
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

/**
 * Data files of small projects at one site.
 *
 * @param backend - the site's backend
 * @param projects - what differs from the lab's project, for each project
 * @param site - what differs from the site
 */
export function labFiles(
  backend: SiteInput["backend"],
  projects: readonly Partial<ProjectInput>[],
  site: Partial<SiteInput> = {},
): DataFiles {
  return {
    projects: Object.fromEntries(projects.map((change, index) => [`environments/${index}.ts`, { ...PROJECT, ...change }])),
    sites: { "environments/sites/site.ts": { ...SITE, backend, ...site } },
  };
}
