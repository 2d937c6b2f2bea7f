export * from "./admin-app";
export * from "./admin-names";
export * from "./admin-stack";
export * from "./cluster-stack";
export * from "./digitalocean-stack";
export * from "./platform-stack";
export * from "./project-app";
export * from "./roles";
