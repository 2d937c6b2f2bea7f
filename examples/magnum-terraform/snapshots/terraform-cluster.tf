terraform {
  required_version = ">= 1.11.0"

  backend "local" {
    path = "../../../tfstate/terraform-cluster.tfstate"
  }

  required_providers {
    openstack = {
      source  = "terraform-provider-openstack/openstack"
      version = "3.4.0"
    }
  }
}

provider "openstack" {
  cloud = "openstack"
}

provider "openstack" {
  alias = "clusters"
  cloud = "openstack"
}

data "openstack_networking_network_v2" "external-network" {
  name     = "public"
  external = true
}

resource "openstack_compute_keypair_v2" "cluster_keypair_5BB1FB35" {
  provider   = openstack.clusters
  name       = "terraform"
  public_key = "ssh-ed25519 AAAA made-up-key user@lab"
}

resource "openstack_networking_network_v2" "cluster_network_resource_5C0F9BF0" {
  name = "terraform"
  tags = ["project=terraform", "environment=dev", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_router_v2" "cluster_network_router_8E693690" {
  name                = "terraform"
  external_network_id = data.openstack_networking_network_v2.external-network.id
  tags                = ["project=terraform", "environment=dev", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_subnet_v2" "cluster_network_subnet_86D48C51" {
  name            = "terraform"
  cidr            = "10.0.0.0/20"
  dns_nameservers = ["192.0.2.53"]
  network_id      = openstack_networking_network_v2.cluster_network_resource_5C0F9BF0.id
  tags            = ["project=terraform", "environment=dev", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_router_interface_v2" "cluster_network_router-interface_647BD1B3" {
  router_id = openstack_networking_router_v2.cluster_network_router_8E693690.id
  subnet_id = openstack_networking_subnet_v2.cluster_network_subnet_86D48C51.id
}

resource "terraform_data" "cluster_template_version_5BD14BD3" {
  input = "e435782a-${data.openstack_networking_network_v2.external-network.id}"
}

resource "openstack_containerinfra_clustertemplate_v1" "cluster_template_resource_83DE3B6D" {
  provider              = openstack.clusters
  name                  = "terraform-e435782a"
  coe                   = "kubernetes"
  dns_nameserver        = "192.0.2.53"
  docker_storage_driver = "overlay2"
  external_network_id   = data.openstack_networking_network_v2.external-network.id
  flavor                = "4cpu-4gbmem-30gbdisk"
  floating_ip_enabled   = false
  image                 = "ubuntu-jammy-kube-1.25.9"
  labels = {
    auto_healing_enabled          = "false"
    auto_scaling_enabled          = "false"
    boot_volume_size              = "100"
    master_lb_floating_ip_enabled = "true"
    octavia_provider              = "ovn"
  }
  master_flavor     = "4cpu-4gbmem-30gbdisk"
  master_lb_enabled = true
  network_driver    = "calico"
  server_type       = "vm"
  volume_driver     = "cinder"

  lifecycle {
    create_before_destroy = true
    replace_triggered_by  = [terraform_data.cluster_template_version_5BD14BD3]
  }
}

resource "openstack_containerinfra_cluster_v1" "cluster_resource_9691C40B" {
  provider            = openstack.clusters
  name                = "terraform"
  cluster_template_id = openstack_containerinfra_clustertemplate_v1.cluster_template_resource_83DE3B6D.id
  create_timeout      = 60
  fixed_network       = openstack_networking_network_v2.cluster_network_resource_5C0F9BF0.id
  fixed_subnet        = openstack_networking_subnet_v2.cluster_network_subnet_86D48C51.id
  flavor              = "4cpu-4gbmem-30gbdisk"
  floating_ip_enabled = false
  keypair             = openstack_compute_keypair_v2.cluster_keypair_5BB1FB35.name
  master_count        = 1
  master_flavor       = "4cpu-4gbmem-30gbdisk"
  master_lb_enabled   = true
  merge_labels        = true
  node_count          = 1

  timeouts {
    create = "60m"
  }

  depends_on = [openstack_networking_router_interface_v2.cluster_network_router-interface_647BD1B3]
}

output "api_address" {
  description = "address of the Kubernetes API"
  value       = openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.api_address
}

output "cluster_id" {
  description = "UUID of the cluster"
  value       = openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.id
}
