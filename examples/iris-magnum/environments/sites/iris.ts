import type { SiteInput } from "cdktf-magnum/environments";

/** Cambridge's cloud for IRIS as iris-magnum found it, with the Heat driver; addresses, sizes and names of images are made up. */
export const siteIris: SiteInput = {
  name: "iris",
  clouds: { project: "{project}", clusters: "{project}-super" },
  identity: { authUrl: "https://keystone.example.org:5000/v3", region: "RegionOne" },
  magnum: { driver: "heat", images: { "1.30.2": "fedora-coreos" }, kubeTags: { "1.30.2": "v1.30.2-rancher1" } },
  externalNetwork: "internet",
  dnsServers: ["192.0.2.53"],
  storageNetwork: { reach: "route", cidr: "10.206.0.0/16", gatewayNetwork: "cumulus-internal" },
  flavors: {
    "general.v1.tiny": { vcpus: 2, memoryMiB: 8192, diskGiB: 100 },
    "general.v1.small": { vcpus: 4, memoryMiB: 16384, diskGiB: 100 },
  },
  shareTypes: { cephfsnativetype: { protocol: "CEPHFS" } },
  octavia: { provider: "amphora", barbican: false },
  backend: { kind: "local" },
};
