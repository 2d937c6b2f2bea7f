import type { ProjectInput } from "cdktf-magnum/environments";

/** The cluster of magnum-terraform's root module, with each of its variables. */
export const projectTerraform: ProjectInput = {
  // cluster_name
  name: "terraform",
  site: "lab",
  tier: "dev",
  // cluster_template_name was kubernetes-1-25-jammy
  kubernetesVersion: "1.25.9",
  cluster: {
    // public_key_file
    keypair: { publicKey: "ssh-ed25519 AAAA made-up-key user@lab" },
    // master_flavor_name, master_count
    controlPlane: { flavor: "4cpu-4gbmem-30gbdisk", count: 1 },
    // flavor_name, node_count
    workers: { flavor: "4cpu-4gbmem-30gbdisk", count: 1 },
    labels: { auto_healing_enabled: false, boot_volume_size: 100 },
  },
};
