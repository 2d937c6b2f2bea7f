import { dnsLabel } from "../../constructs/kit/names";
import { MAGNUM_DRIVER_TRAITS, type MagnumDriver } from "../../constructs/contracts/magnum-driver";
import type { Answers } from "./answers";

/** Kubernetes version of a new project. */
const KUBERNETES = "1.30.2";

/** What an image is called that each driver takes: Magnum chooses the driver by it. */
const IMAGES: Readonly<Record<MagnumDriver, string>> = {
  heat: "replace-me-fedora-coreos",
  "capi-helm": `replace-me-kube-${KUBERNETES}`,
  vexxhost: `replace-me-kube-${KUBERNETES}`,
};

const ALLOWED = `
    // Who may reach the API server of Kubernetes.
    api: { floatingIp: true, allowedCidrs: ["192.0.2.0/24"] },`;

/** Who may reach the API server in production. */
const API: Readonly<Record<MagnumDriver, string>> = {
  heat: ALLOWED,
  "capi-helm": ALLOWED,
  vexxhost: `
    // The driver cannot say who may reach the API server of Kubernetes, so it has no address outside.
    api: { floatingIp: false },`,
};

/**
 * The file of a site; all that only its cloud knows is made up, in a way that preflight finds.
 *
 * @param answers - what a person has said
 */
export function siteFile({ site, driver, tier }: Answers): string {
  return `import type { SiteInput } from "cdktf-magnum/environments";

/**
 * What the cloud offers.
 *
 * Names with replace-me, names of hosts in example.org and addresses that begin with 192.0.2 are made up: put the cloud's own in their place.
 * \`npx cdktf-magnum preflight PROJECT\` lists those that are still here, and compares all others with the cloud.
 */
export const ${siteConst(site)}: SiteInput = {
  name: "${site}",
  // Entries of clouds.yaml; {project} is the name of the project. The one for clusters is a password or an unrestricted application credential.
  clouds: { project: "{project}", clusters: "{project}" },
  // As pods in a cluster reach Keystone.
  identity: { authUrl: "https://keystone.example.org:5000/v3", region: "replace-me" },
  // The image of the nodes for each version of Kubernetes.
  magnum: { driver: "${driver}", images: { "${KUBERNETES}": "${IMAGES[driver]}" }${kubeTags(driver)} },
  // Network of floating IPs.
  externalNetwork: "replace-me",
  dnsServers: ["192.0.2.53"],
  // Those that projects may use, with their sizes: \`openstack flavor list\`.
  flavors: {
    "replace-me-small": { vcpus: 2, memoryMiB: 8192, diskGiB: 100 },
    "replace-me-large": { vcpus: 8, memoryMiB: 32768, diskGiB: 100 },
  },
  octavia: { provider: "amphora", barbican: false },
  // Where Terraform keeps its state${
    tier === "dev"
      ? `: in tfstate/ of this folder, which is for tier dev and one person alone; for more of them an S3 bucket:
  // backend: { kind: "s3", bucket: "terraform-state", endpoint: "https://s3.example.org" },
  backend: { kind: "local" },`
      : `; the keys are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
  backend: { kind: "s3", bucket: "replace-me", endpoint: "https://s3.example.org" },`
  }
};
`;
}

/** Heat's nodes run an image whose tags are not versions of Kubernetes. */
function kubeTags(driver: MagnumDriver): string {
  return driver === "heat" ? `, kubeTags: { "${KUBERNETES}": "replace-me" }` : "";
}

/**
 * The file of a project.
 *
 * @param answers - what a person has said
 */
export function projectFile({ project, site, driver, tier }: Answers): string {
  const isProd = tier === "prod";
  const isScaled = MAGNUM_DRIVER_TRAITS[driver].scaling.nodeGroups;
  const api = isProd ? API[driver] : "";
  return `import type { ProjectInput } from "cdktf-magnum/environments";

/**
 * What the project wants: a cluster, ${isScaled ? "a group of nodes that grows with what runs there" : "a group of nodes"}, and block storage.
 *
 * Names with replace-me${api.includes("192.0.2") ? " and addresses that begin with 192.0.2" : ""} are made up, as in the site's file.
 */
export const ${projectConst(project)}: ProjectInput = {
  name: "${project}",
  site: "${site}",
  tier: "${tier}",
  kubernetesVersion: "${KUBERNETES}",
  cluster: {
    // Of the user who makes the cluster: \`openstack keypair list\`.
    keypair: { name: "replace-me" },
    controlPlane: { flavor: "replace-me-small"${isProd ? ", count: 3" : ""} },
    workers: { flavor: "replace-me-small", count: 2 },${api}
  },
  nodeGroups: [{ name: "batch", flavor: "replace-me-large", ${isScaled ? "min: 1, max: 4" : "count: 2"} }],
  storage: { block: { classes: [{ name: "cinder" }] } },
};
`;
}

/**
 * The list of all sites and projects.
 *
 * @param answers - what a person has said
 */
export function indexFile({ project, site }: Answers): string {
  const [projectName, siteName] = [projectConst(project), siteConst(site)];
  const id = dnsLabel(project);
  return `import type { Files } from "cdktf-magnum/environments";
import { ${projectName} } from "./${id}";
import { ${siteName} } from "./sites/${site}";

/** All sites, by the file that describes them. */
export const siteFiles: Files = {
  "environments/sites/${site}.ts": ${siteName},
};

/** All projects, by the file that describes them. */
export const projectFiles: Files = {
  "environments/${id}.ts": ${projectName},
};
`;
}

/** A name of a constant that is no word of the language, whatever the site is called. */
function siteConst(site: string): string {
  return `site${pascal(site)}`;
}

function projectConst(project: string): string {
  return `project${pascal(dnsLabel(project))}`;
}

function pascal(label: string): string {
  return label
    .split("-")
    .filter((part) => part !== "")
    .map((part) => `${part[0]!.toUpperCase()}${part.slice(1)}`)
    .join("");
}
