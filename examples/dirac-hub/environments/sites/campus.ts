import type { SiteInput } from "cdktf-magnum/environments";

/** An OpenStack cloud with Manila and Octavia; all names, addresses and sizes are made up. */
export const siteCampus: SiteInput = {
  name: "campus",
  clouds: { project: "{project}", clusters: "{project}-super" },
  identity: { authUrl: "https://keystone.example.org:5000/v3", region: "RegionOne" },
  magnum: { driver: "capi-helm", images: { "1.34.4": "ubuntu-noble-kube-1.34.4" } },
  externalNetwork: "public",
  dnsServers: ["192.0.2.53"],
  flavors: {
    "m1.medium": { vcpus: 4, memoryMiB: 8192, diskGiB: 160 },
    "m1.large": { vcpus: 8, memoryMiB: 16_384, diskGiB: 160 },
    "m1.xlarge": { vcpus: 16, memoryMiB: 65_536, diskGiB: 160 },
  },
  shareTypes: { cephfs: { protocol: "CEPHFS" } },
  octavia: { provider: "amphora", barbican: false },
  backend: { kind: "http", address: "https://gitlab.example.org/api/v4/projects/1/terraform/state/{stack}" },
};
