import type { SiteInput } from "cdktf-magnum/environments";

/** A cloud with magnum-capi-helm, as magnum-terraform's root module expects one; addresses and the name of the image are made up. */
export const siteLab: SiteInput = {
  name: "lab",
  clouds: { project: "openstack", clusters: "openstack" },
  identity: { authUrl: "https://keystone.example.org:5000/v3", region: "RegionOne" },
  magnum: { driver: "capi-helm", images: { "1.25.9": "ubuntu-jammy-kube-1.25.9" } },
  externalNetwork: "public",
  dnsServers: ["192.0.2.53"],
  flavors: { "4cpu-4gbmem-30gbdisk": { vcpus: 4, memoryMiB: 4096, diskGiB: 30 } },
  octavia: { provider: "ovn", barbican: false },
  backend: { kind: "local" },
};
