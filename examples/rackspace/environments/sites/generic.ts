import type { SiteInput } from "cdktf-magnum/environments";

/** An OpenStack cloud without Manila and Octavia; all names, addresses and sizes are made up. */
export const siteGeneric: SiteInput = {
  name: "generic",
  clouds: { project: "{project}", clusters: "{project}-super" },
  identity: { authUrl: "https://keystone.example.org:5000/v3", region: "RegionOne" },
  magnum: { driver: "vexxhost", images: { "1.34.4": "ubuntu-noble-kube-1.34.4" } },
  externalNetwork: "public",
  dnsServers: ["192.0.2.53"],
  flavors: {
    "gp.4.8": { vcpus: 4, memoryMiB: 8192, diskGiB: 160 },
    "gp.8.16": { vcpus: 8, memoryMiB: 16_384, diskGiB: 160 },
    "gp.8.32": { vcpus: 8, memoryMiB: 32_768, diskGiB: 160 },
    "gp.16.64": { vcpus: 16, memoryMiB: 65_536, diskGiB: 160 },
  },
  // Asked of every site, and used by none of this project's parts.
  octavia: { provider: "amphora", barbican: false },
  backend: { kind: "http", address: "https://gitlab.example.org/api/v4/projects/1/terraform/state/{stack}" },
};
