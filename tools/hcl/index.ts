export { renderHcl } from "./render";
export { lookupIn, lookupInFolder, schemaFolder, type BlockLookup, type BlockShape, type ProviderSchemas } from "./schemas";
export { writeHcl } from "./write";
