import type { DigitalOceanSiteInput } from "cdktf-magnum/environments";

/** A region of DigitalOcean, with sizes of droplets as it publishes them; look at the slugs of versions before the first deploy. */
export const siteSanFrancisco: DigitalOceanSiteInput = {
  kind: "digitalocean",
  name: "san-francisco",
  region: "sfo3",
  versions: { "1.33.1": "1.33.1-do.0" },
  flavors: {
    "s-2vcpu-4gb": { vcpus: 2, memoryMiB: 4096, diskGiB: 80 },
    "s-4vcpu-8gb": { vcpus: 4, memoryMiB: 8192, diskGiB: 160 },
    "s-6vcpu-16gb": { vcpus: 6, memoryMiB: 16_384, diskGiB: 320 },
    "s-8vcpu-16gb": { vcpus: 8, memoryMiB: 16_384, diskGiB: 320 },
  },
  systemPool: { flavor: "s-2vcpu-4gb" },
  nfs: true,
  backend: { kind: "http", address: "https://gitlab.example.org/api/v4/projects/1/terraform/state/{stack}" },
};
