import * as fs from "node:fs";
import { CommandError, EXIT } from "../session/exit-codes";
import { isEncrypted, parseState } from "../terraform/state-file";

const CLUSTER = "openstack_containerinfra_cluster_v1";
const KEYPAIR = "openstack_compute_keypair_v2";

/** What the state of another configuration has of a cluster. */
export interface OldState {
  /** The file. */
  readonly file: string;
  /** Address of the cluster. */
  readonly cluster: string;
  /** Its keypair, where that is called like the cluster. */
  readonly keypair: { readonly address: string; readonly publicKey: string } | undefined;
  /** Addresses of all other resources: their providers are not those of the new stack, or they are not the cluster's. */
  readonly others: readonly string[];
}

/** A resource of a state's file. */
interface OldResource {
  readonly module?: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly index_key?: string | number; readonly attributes?: Readonly<Record<string, unknown>> }[];
}

/** An object in a state. */
interface OldInstance {
  readonly address: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/**
 * Finds a cluster in the state of another configuration, such as that of stackhpc/magnum-terraform.
 *
 * @param file - the state's file
 * @param uuid - UUID of the cluster
 * @param name - name of the cluster
 * @throws CommandError if it is no state, or if the cluster is not in it
 * @see https://github.com/stackhpc/magnum-terraform
 */
export function oldState(file: string, uuid: string, name: string): OldState {
  if (!fs.existsSync(file)) throw new CommandError(`--state must be the file of a state, and ${file} is not there`, EXIT.usage);
  const text = fs.readFileSync(file, "utf8");
  if (isEncrypted(text))
    throw new CommandError(
      `${file} is encrypted by OpenTofu. Where its keys are, in the folder of that configuration and with its TF_ENCRYPTION, ` +
        "`tofu state pull > plain.tfstate` writes it in plain: give that file, delete it and its copies after the next deploy, and rename the " +
        "encrypted one too, since a destroy there would still delete the cluster (docs/adopt.md)",
      EXIT.usage,
    );
  const { resources } = parseState(text, file);
  const all = (resources as OldResource[]).filter(({ mode }) => mode === "managed").flatMap(instancesOf);
  const clusters = all.filter(({ type }) => type === CLUSTER);
  const cluster = clusters.find(({ attributes }) => attributes["id"] === uuid);
  if (!cluster) {
    const known = clusters.map(({ address, attributes }) => `${address} (${String(attributes["id"])})`).join(", ");
    throw new CommandError(`${file} has no cluster ${uuid}; ${known === "" ? "it has none at all" : `it has ${known}`}`, EXIT.usage);
  }
  const keypair = all.find(({ type, attributes }) => type === KEYPAIR && attributes["name"] === name && isText(attributes["public_key"]));
  const others = all.filter((one) => one !== cluster && one !== keypair).map(({ address }) => address);
  return {
    file,
    cluster: cluster.address,
    keypair: keypair && { address: keypair.address, publicKey: String(keypair.attributes["public_key"]) },
    others,
  };
}

function instancesOf({ module, type, name, instances }: OldResource): OldInstance[] {
  return instances.map(({ index_key: key, attributes = {} }) => {
    const index = key === undefined ? "" : `[${JSON.stringify(key)}]`;
    return { address: `${module === undefined ? "" : `${module}.`}${type}.${name}${index}`, type, attributes };
  });
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
