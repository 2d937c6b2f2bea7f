import type { SiteInput } from "cdktf-magnum/environments";

/** A cloud with Magnum's Heat driver; all but the name of its entry in clouds.yaml is made up. */
export const siteEiffel: SiteInput = {
  name: "eiffel",
  clouds: { project: "eiffel", clusters: "eiffel" },
  identity: { authUrl: "https://keystone.example.org:5000/v3", region: "RegionOne" },
  magnum: { driver: "heat", images: { "1.30.2": "fedora-coreos" }, kubeTags: { "1.30.2": "v1.30.2-rancher1" } },
  externalNetwork: "public",
  dnsServers: ["192.0.2.53"],
  flavors: { "general.small": { vcpus: 2, memoryMiB: 8192, diskGiB: 100 } },
  octavia: { provider: "amphora", barbican: false },
  backend: { kind: "local" },
};
