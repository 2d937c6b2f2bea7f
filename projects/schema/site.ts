import * as z from "zod";
import { OCTAVIA_PROVIDERS, type OctaviaProvider } from "../../constructs/contracts/octavia-provider";
import { MAGNUM_DRIVERS } from "../../constructs/contracts/magnum-driver";
import { adminSchema } from "./admin";
import { digitalOceanFields } from "./digitalocean-site";
import { backend, mirrors, siteObjectStore } from "./site-fields";
import { anyText, certificate, cidr, count, distinct, imageTag, label, openstackName, text, url, version } from "./fields";

const flavor = z
  .strictObject({
    vcpus: count(1, 1024).describe("vCPUs"),
    memoryMiB: count(1, 16_777_216).describe("memory in MiB"),
    diskGiB: count(0, 1_000_000).describe("root disk in GiB; 0 where it comes from a volume"),
    ephemeralGiB: count(0, 1_000_000).default(0).describe("ephemeral disk in GiB"),
    gpus: count(0, 64).default(0).describe("GPUs that pods can ask for"),
  })
  .describe("size of a virtual machine");

const storageNetwork = z
  .discriminatedUnion("reach", [
    z.strictObject({
      reach: z.literal("route").describe("a router of our own leads there"),
      cidr: cidr().describe("CIDR of the storage network"),
      gatewayNetwork: openstackName().describe("external network that our router uses as its gateway"),
    }),
    z.strictObject({
      reach: z.literal("extra-network").describe("every node has a port in it"),
      cidr: cidr().describe("CIDR of the storage network"),
      network: openstackName().describe("name of the network"),
    }),
    z.strictObject({
      reach: z.literal("direct").describe("nodes reach it through their ordinary router"),
      cidr: cidr().describe("CIDR of the storage network"),
    }),
  ])
  .describe("network that shares are mounted from, and how nodes reach it");

const openStackSiteSchema = z
  .strictObject({
    // Optional inside too: only so does the union take a file that does not say its kind.
    kind: z.literal("openstack").optional().default("openstack").describe("kind of cloud"),
    name: label().describe("name of the site"),
    description: anyText().optional().describe("what it is and where the numbers come from"),
    clouds: z
      .strictObject({
        project: text().describe("entry of clouds.yaml for everything but clusters; {project} is the project's RFC 1123 name"),
        clusters: text().describe("entry of clouds.yaml that may create clusters: an unrestricted application credential or a password"),
        admin: text().optional().describe("entry of clouds.yaml of an administrator, for the stack of projects and quotas alone"),
      })
      .describe("entries of clouds.yaml"),
    identity: z
      .strictObject({
        authUrl: url().regex(/\/v3$/, "must end in /v3").describe("address of Keystone, as pods reach it"),
        region: openstackName().describe("name of the region"),
        caCertificate: certificate()
          .optional()
          .describe("certificates of the authority of the cloud's services in PEM, where it is a private one"),
      })
      .describe("how software in the cluster authenticates"),
    magnum: z
      .strictObject({
        driver: z.enum(MAGNUM_DRIVERS).describe("Magnum driver behind the images"),
        networkDriver: z.string().optional().describe("CNI plugin; the driver's first by default"),
        images: z.record(version(), openstackName()).describe("image of the nodes for each Kubernetes version"),
        kubeTags: z
          .record(version(), imageTag())
          .optional()
          .describe("tag of Kubernetes' own image for each version, where it is not v and the version; driver heat only"),
        containerInfraPrefix: text()
          .regex(/^[\w.:/-]+\/$/, "must be a registry or a path of one, ending in /")
          .optional()
          .describe("registry that the cluster's own images come from, ending in /; drivers heat and vexxhost"),
      })
      .describe("container infrastructure service"),
    proxy: z
      .strictObject({
        http: url().optional().describe("proxy for http"),
        https: url().optional().describe("proxy for https"),
        noProxy: distinct(z.array(text())).optional().describe("hosts and networks that are reached without it"),
      })
      .optional()
      .describe("proxies of the nodes; drivers heat and vexxhost"),
    externalNetwork: openstackName().describe("network of floating IPs"),
    dnsServers: distinct(z.array(z.ipv4("must be an IPv4 address")).min(1, "must name at least one DNS server")).describe(
      "DNS servers of the nodes",
    ),
    storageNetwork: storageNetwork.optional(),
    flavors: z.record(openstackName(), flavor).describe("flavors by name"),
    volumeTypes: z.array(openstackName()).default([]).describe("Cinder volume types of the cloud, which projects may name"),
    defaultVolumeType: openstackName()
      .optional()
      .describe("volume type that the driver makes the default class of; __DEFAULT__ where Cinder has no other"),
    shareTypes: z
      .record(openstackName(), z.strictObject({ protocol: z.enum(["CEPHFS", "NFS"]).describe("protocol of its shares") }))
      .default({})
      .describe("Manila share types"),
    octavia: z
      .strictObject({
        provider: z.enum(Object.keys(OCTAVIA_PROVIDERS) as [OctaviaProvider, ...OctaviaProvider[]]).describe("provider of load balancers"),
        barbican: z.boolean().describe("whether the key manager is there, which keeps certificates of load balancers"),
      })
      .describe("load balancers"),
    objectStore: siteObjectStore.optional(),
    mirrors: mirrors.optional(),
    backend,
    admin: adminSchema.optional(),
  })
  .describe("what an OpenStack cloud offers");

const digitalOceanSiteSchema = z.strictObject(digitalOceanFields).describe("what DigitalOcean offers in a region");

/** What a cloud offers, by its kind. */
export const siteSchema = z.discriminatedUnion("kind", [openStackSiteSchema, digitalOceanSiteSchema]).describe("what a cloud offers");

/** A site as its file has it: an OpenStack cloud. */
export type SiteInput = z.input<typeof openStackSiteSchema>;

/** A site as its file has it: a region of DigitalOcean. */
export type DigitalOceanSiteInput = z.input<typeof digitalOceanSiteSchema>;

/** A checked site of any kind. */
export type Site = z.output<typeof siteSchema>;

/** A checked site that is an OpenStack cloud. */
export type OpenStackSite = Extract<Site, { readonly kind: "openstack" }>;

/** A checked site that is a region of DigitalOcean. */
export type DigitalOceanSite = Extract<Site, { readonly kind: "digitalocean" }>;

/** Whether a site is an OpenStack cloud. */
export function isOpenStack(site: Site): site is OpenStackSite {
  return site.kind === "openstack";
}
