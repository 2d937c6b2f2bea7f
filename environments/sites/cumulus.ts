import type { SiteInput } from "../../projects";

/**
 * Cambridge's cloud for IRIS, with the numbers of its published configuration of June 2021.
 *
 * Not published, so to be checked with the site before the first deploy: addresses of Keystone and of the object store, names of images.
 */
export const cumulus: SiteInput = {
  name: "cumulus",
  description: "numbers from github.com/RSE-Cambridge/cumulus-config, etc/cumulus-config/cumulus-config.yml, June 2021",
  clouds: { project: "{project}", clusters: "{project}-super" },
  identity: { authUrl: "https://cumulus.openstack.hpc.cam.ac.uk:5000/v3", region: "RegionOne" },
  magnum: {
    driver: "capi-helm",
    images: {
      "1.29.6": "Ubuntu-Jammy-22.04-kube-1.29.6",
      "1.30.2": "Ubuntu-Jammy-22.04-kube-1.30.2",
    },
  },
  externalNetwork: "internet",
  dnsServers: ["131.111.8.42", "131.111.12.20"],
  storageNetwork: { reach: "route", cidr: "10.206.0.0/16", gatewayNetwork: "cumulus-internal" },
  flavors: {
    "gaia.cclake.55vcpu": { vcpus: 55, memoryMiB: 92160, diskGiB: 20, ephemeralGiB: 380 },
    "gaia.cclake.27vcpu": { vcpus: 27, memoryMiB: 46080, diskGiB: 20, ephemeralGiB: 180 },
    "gaia.cclake.13vcpu": { vcpus: 13, memoryMiB: 23040, diskGiB: 20, ephemeralGiB: 80 },
    "gaia.cclake.6vcpu": { vcpus: 6, memoryMiB: 10240, diskGiB: 20, ephemeralGiB: 24 },
    "gaia.cclake.3vcpu": { vcpus: 3, memoryMiB: 5120, diskGiB: 22 },
    "gaia.cclake.2vcpu": { vcpus: 2, memoryMiB: 3351, diskGiB: 14 },
    "gaia.cclake.1vcpu": { vcpus: 1, memoryMiB: 1675, diskGiB: 8 },
  },
  shareTypes: { cephfsnativetype: { protocol: "CEPHFS" } },
  octavia: { provider: "amphora", barbican: false },
  objectStore: { endpoint: "https://object.cumulus.openstack.hpc.cam.ac.uk", region: "default" },
  backend: { kind: "s3", bucket: "gaia-terraform-state", endpoint: "https://object.cumulus.openstack.hpc.cam.ac.uk" },
};
