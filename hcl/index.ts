export { renderHcl } from "./render";
export { lookupIn, lookupInFolder, type BlockLookup, type BlockShape, type ProviderSchemas } from "./schemas";
export { writeHcl } from "./write";
