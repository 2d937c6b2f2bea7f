export type * from "./cluster";
export type * from "./credentials";
export type * from "./ingress";
export type * from "./job-namespace";
export type { OidcClient, OidcEndpoints } from "./login";
export type * from "./mirrors";
export type * from "./storage";
