import { dnsLabel } from "../../constructs/kit/names";
import { MAGNUM_DRIVER_TRAITS, type MagnumDriver } from "../../constructs/contracts/magnum-driver";
import type { ProjectInput } from "../../projects";
import { literal } from "../session/literal";
import type { Answers } from "./answers";

/** Kubernetes version of a new project. */
export const KUBERNETES = "1.30.2";

/** What an image is called that each driver takes: Magnum chooses the driver by it. */
export const IMAGES: Readonly<Record<MagnumDriver, string>> = {
  heat: "replace-me-fedora-coreos",
  "capi-helm": `replace-me-kube-${KUBERNETES}`,
  vexxhost: `replace-me-kube-${KUBERNETES}`,
};

/** What a project's file has of its cloud. */
export interface ProjectFacts {
  /** Version of Kubernetes. */
  readonly kubernetes: string;
  /** Flavor of the control plane and of ordinary nodes. */
  readonly small: string;
  /** Flavor of nodes for work. */
  readonly large: string;
  /** Whether nodes are to boot from a volume, because the disks of the flavors are small. */
  readonly needsBootVolume: boolean;
  /** Name of a keypair. */
  readonly keypair: string;
  /** Most nodes for work, where their number follows it. */
  readonly max: number;
  /**
   * Quota.
   *
   * @default - none, so that nothing is compared with it
   */
  readonly quota?: ProjectInput["quota"];
}

/** Facts of a cloud that nobody has asked. */
export const MADE_UP_FACTS: ProjectFacts = {
  kubernetes: KUBERNETES,
  small: "replace-me-small",
  large: "replace-me-large",
  needsBootVolume: false,
  keypair: "replace-me",
  max: 4,
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
 * A project that fits its cloud.
 *
 * @param answers - what a person has said
 * @param facts - what is known of the cloud
 */
export function projectData({ project, site, driver, tier }: Answers, facts: ProjectFacts): ProjectInput {
  const { small, large, max, quota } = facts;
  const isProd = tier === "prod";
  const count = MAGNUM_DRIVER_TRAITS[driver].scaling.nodeGroups ? { min: 1, max } : { count: 2 };
  const hasNetworks = MAGNUM_DRIVER_TRAITS[driver].allowedCidrsLabel !== undefined;
  return {
    name: project,
    site,
    tier,
    kubernetesVersion: facts.kubernetes,
    cluster: {
      keypair: { name: facts.keypair },
      controlPlane: { flavor: small, ...(isProd ? { count: 3 } : {}) },
      workers: { flavor: small, count: 2 },
      ...(facts.needsBootVolume ? { labels: { boot_volume_size: 100 } } : {}),
      ...(isProd ? { api: hasNetworks ? { floatingIp: true, allowedCidrs: ["192.0.2.0/24"] } : { floatingIp: false } } : {}),
    },
    nodeGroups: [{ name: "batch", flavor: large, ...count }],
    storage: { block: { classes: [{ name: "cinder" }] } },
    ...(quota ? { quota } : {}),
  };
}

/**
 * The file of a project.
 *
 * @param answers - what a person has said
 * @param facts - what is known of the cloud
 */
export function projectFile(answers: Answers, facts: ProjectFacts): string {
  const { project, driver } = answers;
  const data = projectData(answers, facts);
  const isScaled = MAGNUM_DRIVER_TRAITS[driver].scaling.nodeGroups;
  const remarks = new Map([
    ["cluster.keypair", ["Of the user who makes the cluster: `openstack keypair list`."]],
    [
      "cluster.api",
      [
        data.cluster.api?.allowedCidrs
          ? "Who may reach the API server of Kubernetes."
          : "The driver cannot say who may reach the API server of Kubernetes, so it has no address outside.",
      ],
    ],
    ["quota", ["What the cloud allows, as it was asked: a project that needs more is refused."]],
  ]);
  const shown = new Map([...remarks].filter(([path]) => (path === "quota" ? data.quota : path !== "cluster.api" || data.cluster.api)));
  const body = literal(data, { remarks: shown, order: [] });
  const names = body.includes("replace-me") ? ["names with replace-me"] : [];
  const made = [...names, ...(body.includes("192.0.2") ? ["addresses that begin with 192.0.2"] : [])].join(" and ");
  const note = made === "" ? "" : ` *\n * Made up, as in the site's file, are ${made}.\n`;
  return `import type { ProjectInput } from "cdktf-magnum/environments";

/**
 * What the project wants: a cluster, ${isScaled ? "a group of nodes that grows with what runs there" : "a group of nodes"}, and block storage.
${note} */
export const ${projectConst(project)}: ProjectInput = ${body};
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

/**
 * Name of the constant of a site, which is no word of the language, whatever the site is called.
 *
 * @param site - name of the site
 */
export function siteConst(site: string): string {
  return `site${pascal(site)}`;
}

/**
 * Name of the constant of a project.
 *
 * @param project - name of the project
 */
export function projectConst(project: string): string {
  return `project${pascal(dnsLabel(project))}`;
}

function pascal(label: string): string {
  return label
    .split("-")
    .filter((part) => part !== "")
    .map((part) => `${part[0]!.toUpperCase()}${part.slice(1)}`)
    .join("");
}
