export type * from "./cluster";
export type * from "./credentials";
export type * from "./ingress";
export type * from "./job-namespace";
export type * from "./mirrors";
export type * from "./storage";
