import * as z from "zod";
import { anyText, cidr, count, label, openstackName, text, version } from "./fields";
import { backend, mirrors, siteObjectStore } from "./site-fields";

const droplet = z
  .strictObject({
    vcpus: count(1, 1024).describe("vCPUs"),
    memoryMiB: count(1, 16_777_216).describe("memory in MiB"),
    diskGiB: count(1, 1_000_000).describe("disk in GiB"),
    gpus: count(0, 64).default(0).describe("GPUs that pods can ask for"),
    allocatable: z
      .strictObject({
        cpuMilli: count(1, 1_024_000).describe("CPU in thousandths of a core"),
        memoryMiB: count(1, 16_777_216).describe("memory in MiB"),
      })
      .optional()
      .describe("what a node of this size was seen to have for pods (kubectl describe node); worked out carefully by default"),
  })
  .describe("size of a droplet");

/** What a site file says of a region of DigitalOcean. */
export const digitalOceanFields = {
  kind: z.literal("digitalocean").describe("kind of cloud"),
  name: label().describe("name of the site"),
  description: anyText().optional().describe("what it is and where the numbers come from"),
  region: text()
    .regex(/^[a-z]{3}[1-9]$/, "must be the slug of a region, such as lon1")
    .describe("slug of the region (doctl kubernetes options regions)"),
  versions: z
    .record(version(), text().regex(/^[0-9.]+-do\.[0-9]+$/, "must be the slug of a version, such as 1.33.1-do.0"))
    .describe("slug of each Kubernetes version (doctl kubernetes options versions)"),
  flavors: z.record(openstackName(), droplet).describe("sizes of droplets by their slugs (doctl kubernetes options sizes)"),
  systemPool: z
    .strictObject({
      flavor: openstackName().describe("size of its droplets; a change makes new clusters of all projects"),
      count: count(1, 100).default(2).describe("number of droplets"),
    })
    .describe("pool that comes with every cluster, for DigitalOcean's and the platform's own pods"),
  podCidr: cidr().optional().describe("network of pods; DigitalOcean's by default; a change makes new clusters"),
  serviceCidr: cidr().optional().describe("network of services; DigitalOcean's by default; a change makes new clusters"),
  dropletLimit: count(1, 1_000_000).optional().describe("droplets that the account may have (doctl account get)"),
  nfs: z.boolean().default(false).describe("whether the region has network file storage"),
  objectStore: siteObjectStore.optional(),
  mirrors: mirrors.optional(),
  backend,
};
