terraform {
  required_version = ">= 1.11.0"

  backend "local" {
    path = "../../../tfstate/testk8s-cluster.tfstate"
  }

  required_providers {
    openstack = {
      source  = "terraform-provider-openstack/openstack"
      version = "3.4.0"
    }
  }
}

provider "openstack" {
  cloud = "eiffel"
}

provider "openstack" {
  alias = "clusters"
  cloud = "eiffel"
}

data "openstack_networking_network_v2" "external-network" {
  name     = "public"
  external = true
}

resource "openstack_networking_network_v2" "cluster_network_resource_5C0F9BF0" {
  name = "testk8s"
  tags = ["project=testk8s", "environment=dev", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_router_v2" "cluster_network_router_8E693690" {
  name                = "testk8s"
  external_network_id = data.openstack_networking_network_v2.external-network.id
  tags                = ["project=testk8s", "environment=dev", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_subnet_v2" "cluster_network_subnet_86D48C51" {
  name            = "testk8s"
  cidr            = "10.0.0.0/20"
  dns_nameservers = ["192.0.2.53"]
  network_id      = openstack_networking_network_v2.cluster_network_resource_5C0F9BF0.id
  tags            = ["project=testk8s", "environment=dev", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_router_interface_v2" "cluster_network_router-interface_647BD1B3" {
  router_id = openstack_networking_router_v2.cluster_network_router_8E693690.id
  subnet_id = openstack_networking_subnet_v2.cluster_network_subnet_86D48C51.id
}

resource "terraform_data" "cluster_template_version_5BD14BD3" {
  input = "08b26e81-${data.openstack_networking_network_v2.external-network.id}"
}

resource "openstack_containerinfra_clustertemplate_v1" "cluster_template_resource_83DE3B6D" {
  provider              = openstack.clusters
  name                  = "testk8s-08b26e81"
  coe                   = "kubernetes"
  dns_nameserver        = "192.0.2.53"
  docker_storage_driver = "overlay2"
  external_network_id   = data.openstack_networking_network_v2.external-network.id
  flavor                = "general.small"
  floating_ip_enabled   = false
  image                 = "fedora-coreos"
  labels = {
    auto_scaling_enabled          = "false"
    kube_tag                      = "v1.30.2-rancher1"
    master_lb_floating_ip_enabled = "true"
    octavia_provider              = "amphora"
  }
  master_flavor     = "general.small"
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
  name                = "testk8s"
  cluster_template_id = openstack_containerinfra_clustertemplate_v1.cluster_template_resource_83DE3B6D.id
  create_timeout      = 60
  fixed_network       = openstack_networking_network_v2.cluster_network_resource_5C0F9BF0.id
  fixed_subnet        = openstack_networking_subnet_v2.cluster_network_subnet_86D48C51.id
  flavor              = "general.small"
  floating_ip_enabled = false
  keypair             = "default"
  master_count        = 1
  master_flavor       = "general.small"
  master_lb_enabled   = true
  merge_labels        = true
  node_count          = 1

  timeouts {
    create = "60m"
  }

  lifecycle {
    replace_triggered_by = [terraform_data.cluster_template_version_5BD14BD3]
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
