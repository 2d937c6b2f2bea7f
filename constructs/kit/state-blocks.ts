import { TerraformStack, type TerraformResource } from "cdktf";

/** What a stack tells Terraform of its state. */
interface StateBlocks {
  readonly import: { readonly to: string; readonly id: string }[];
  readonly moved: { readonly from: string; readonly to: string }[];
}

/** `importFrom` of the framework runs `terraform version` at every synth, and `moveFromId` knows no address of a module. */
const BLOCKS = new WeakMap<TerraformStack, StateBlocks>();

/**
 * Takes what is there already into the state as a resource; where the state has the resource, the block does nothing.
 *
 * @param resource - the resource
 * @param id - what the provider finds it by
 */
export function importAs(resource: TerraformResource, id: string): void {
  const blocks = blocksOf(resource);
  blocks.import.push({ to: addressOf(resource), id });
  TerraformStack.of(resource).addOverride("import", blocks.import);
}

/**
 * Goes on with a resource that the state has under another address; where the state has none there, the block does nothing.
 *
 * @param resource - the resource
 * @param from - its address in the state, which may be in a module
 */
export function movedFrom(resource: TerraformResource, from: string): void {
  const blocks = blocksOf(resource);
  blocks.moved.push({ from, to: addressOf(resource) });
  TerraformStack.of(resource).addOverride("moved", blocks.moved);
}

function blocksOf(resource: TerraformResource): StateBlocks {
  const stack = TerraformStack.of(resource);
  const blocks = BLOCKS.get(stack) ?? { import: [], moved: [] };
  BLOCKS.set(stack, blocks);
  return blocks;
}

function addressOf({ terraformResourceType: type, friendlyUniqueId: name }: TerraformResource): string {
  return `${type}.${name}`;
}
