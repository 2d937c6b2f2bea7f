import { TerraformIterator, TerraformResource, type TerraformStack } from "cdktf";

/**
 * Makes Terraform refuse a plan that destroys a protected resource of a stack because it is no longer in it: its own `prevent_destroy` leaves
 * the configuration together with it, that of this block stays. The last thing to add to a stack.
 *
 * @param stack - the stack; the block is there even if nothing in it is protected, or taking out the last one would take the block out too
 * @param preventDestroy - false where what is taken out may go, because somebody has looked into it
 */
export function guardProtected(stack: TerraformStack, preventDestroy = true): void {
  const addresses = stack.node
    .findAll()
    .filter((node) => TerraformResource.isTerraformResource(node) && node.lifecycle?.preventDestroy === true)
    .map((node) => addressOf(node as TerraformResource))
    .sort();
  new TerraformResource(stack, "protected", {
    terraformResourceType: "terraform_data",
    forEach: TerraformIterator.fromList(addresses),
    lifecycle: { preventDestroy },
  });
}

function addressOf({ terraformResourceType: type, friendlyUniqueId: name }: TerraformResource): string {
  return `${type}.${name}`;
}
