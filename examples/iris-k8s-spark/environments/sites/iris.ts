import type { SiteInput } from "cdktf-magnum/environments";

/** Cambridge's cloud for IRIS with today's driver; addresses and names of images are made up, sizes are those of its published configuration. */
export const siteIris: SiteInput = {
  name: "iris",
  clouds: { project: "{project}", clusters: "{project}-super" },
  identity: { authUrl: "https://keystone.example.org:5000/v3", region: "RegionOne" },
  magnum: { driver: "capi-helm", images: { "1.30.2": "ubuntu-jammy-kube-1.30.2" } },
  externalNetwork: "internet",
  dnsServers: ["192.0.2.53"],
  storageNetwork: { reach: "route", cidr: "10.206.0.0/16", gatewayNetwork: "cumulus-internal" },
  flavors: {
    "general.v1.tiny": { vcpus: 2, memoryMiB: 6144, diskGiB: 12 },
    "general.v1.small": { vcpus: 6, memoryMiB: 22_528, diskGiB: 20 },
    "general.v1.medium": { vcpus: 14, memoryMiB: 46_080, diskGiB: 20, ephemeralGiB: 60 },
  },
  shareTypes: { cephfsnativetype: { protocol: "CEPHFS" } },
  octavia: { provider: "amphora", barbican: false },
  backend: { kind: "local" },
};
