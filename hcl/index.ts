export { renderHcl } from "./render";
export { lookupIn, lookupInFolder, type BlockLookup, type BlockShape, type ProviderShapes } from "./schemas";
export { writeHcl } from "./write";
