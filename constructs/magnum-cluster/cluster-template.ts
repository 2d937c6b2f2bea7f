import { createHash } from "node:crypto";
import { TerraformResource, Token, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import {
  ContainerinfraClustertemplateV1,
  type ContainerinfraClustertemplateV1Config,
} from "../../.gen/providers/openstack/containerinfra-clustertemplate-v1";
import { resolveTokens } from "../kit/resolve";

/** Properties of a `ClusterTemplate`. */
export interface ClusterTemplateProps extends Omit<ContainerinfraClustertemplateV1Config, "name" | "lifecycle" | "provider"> {
  /** First part of the name; a hash of the content follows. */
  readonly namePrefix: string;
  /**
   * Whether a changed template stays as it is in OpenStack, for drivers that never let go of a cluster's first template.
   *
   * @default false
   */
  readonly frozen?: boolean;
  /**
   * Provider that may create clusters.
   *
   * @default - the stack's OpenStack provider
   */
  readonly provider?: TerraformProvider;
}

/**
 * A cluster template that is replaced when its content changes.
 *
 * Magnum refuses any change of a template in use, and no attribute makes the provider replace it, its name included. So the hash of the
 * content stands in the name, and in a `terraform_data` whose change triggers the replacement; the new one is there before the old one goes.
 *
 * @see https://github.com/terraform-provider-openstack/terraform-provider-openstack/issues/949
 */
export class ClusterTemplate extends Construct {
  /** UUID of the template. */
  public readonly templateId: string;
  /** Address of what changes with the content of the template, for `replace_triggered_by`. */
  public readonly version: string;

  constructor(scope: Construct, id: string, props: ClusterTemplateProps) {
    super(scope, id);
    const { namePrefix, frozen, provider, ...content } = props;
    const resolved = resolveTokens(this, content);
    const hash = createHash("sha256").update(JSON.stringify(resolved)).digest("hex").slice(0, 8);

    // Not cdktf's TerraformDataResource: that one runs `terraform version` at every synth.
    const version = new TerraformResource(this, "version", { terraformResourceType: "terraform_data" });
    // An external network found by a data source is an address in the content; the network behind it can change.
    const { externalNetworkId } = content;
    version.addOverride("input", Token.isUnresolved(externalNetworkId) ? `${hash}-${externalNetworkId}` : hash);
    // Terraform wants an address here; the construct itself would be written as "${...}" and be refused.
    this.version = `terraform_data.${version.friendlyUniqueId}`;

    const template = new ContainerinfraClustertemplateV1(this, "resource", {
      ...content,
      name: `${namePrefix}-${hash}`,
      provider,
      lifecycle: frozen ? { ignoreChanges: "all" } : { createBeforeDestroy: true, replaceTriggeredBy: [this.version] },
    });
    this.templateId = template.id;
  }
}
