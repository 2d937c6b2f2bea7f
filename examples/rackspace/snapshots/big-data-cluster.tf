terraform {
  required_version = ">= 1.11.0"

  backend "http" {
    address        = "https://gitlab.example.org/api/v4/projects/1/terraform/state/big-data-cluster"
    lock_address   = "https://gitlab.example.org/api/v4/projects/1/terraform/state/big-data-cluster/lock"
    lock_method    = "POST"
    unlock_address = "https://gitlab.example.org/api/v4/projects/1/terraform/state/big-data-cluster/lock"
    unlock_method  = "DELETE"
  }

  required_providers {
    openstack = {
      source  = "terraform-provider-openstack/openstack"
      version = "3.4.0"
    }
  }
}

provider "openstack" {
  cloud = "big-data"
}

provider "openstack" {
  alias = "clusters"
  cloud = "big-data-super"
}

data "openstack_networking_network_v2" "external-network" {
  name     = "public"
  external = true
}

resource "openstack_networking_network_v2" "cluster_network_resource_5C0F9BF0" {
  name        = "big-data"
  description = "Spark without Manila and without load balancers"
  tags        = ["project=big-data", "environment=test", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_router_v2" "cluster_network_router_8E693690" {
  name                = "big-data"
  external_network_id = data.openstack_networking_network_v2.external-network.id
  tags                = ["project=big-data", "environment=test", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_subnet_v2" "cluster_network_subnet_86D48C51" {
  name            = "big-data"
  cidr            = "10.0.0.0/20"
  dns_nameservers = ["192.0.2.53"]
  network_id      = openstack_networking_network_v2.cluster_network_resource_5C0F9BF0.id
  tags            = ["project=big-data", "environment=test", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_router_interface_v2" "cluster_network_router-interface_647BD1B3" {
  router_id = openstack_networking_router_v2.cluster_network_router_8E693690.id
  subnet_id = openstack_networking_subnet_v2.cluster_network_subnet_86D48C51.id
}

resource "openstack_containerinfra_clustertemplate_v1" "cluster_template_resource_83DE3B6D" {
  provider              = openstack.clusters
  name                  = "big-data-eadc5c44"
  coe                   = "kubernetes"
  dns_nameserver        = "192.0.2.53"
  docker_storage_driver = "overlay2"
  external_network_id   = data.openstack_networking_network_v2.external-network.id
  flavor                = "gp.8.16"
  floating_ip_enabled   = false
  image                 = "ubuntu-noble-kube-1.34.4"
  labels = {
    auto_scaling_enabled          = "false"
    kube_tag                      = "v1.34.4"
    master_lb_floating_ip_enabled = "true"
    octavia_provider              = "amphora"
  }
  master_flavor     = "gp.4.8"
  master_lb_enabled = false
  network_driver    = "calico"
  server_type       = "vm"
  volume_driver     = "cinder"

  lifecycle {
    ignore_changes = all
  }
}

resource "openstack_containerinfra_cluster_v1" "cluster_resource_9691C40B" {
  provider            = openstack.clusters
  name                = "big-data"
  cluster_template_id = openstack_containerinfra_clustertemplate_v1.cluster_template_resource_83DE3B6D.id
  create_timeout      = 60
  fixed_network       = openstack_networking_network_v2.cluster_network_resource_5C0F9BF0.id
  fixed_subnet        = openstack_networking_subnet_v2.cluster_network_subnet_86D48C51.id
  flavor              = "gp.8.16"
  floating_ip_enabled = false
  keypair             = "big-data"
  master_count        = 1
  master_flavor       = "gp.4.8"
  master_lb_enabled   = false
  merge_labels        = true
  node_count          = 2

  timeouts {
    create = "60m"
  }

  lifecycle {
    ignore_changes = [node_count, cluster_template_id]
  }

  depends_on = [openstack_networking_router_interface_v2.cluster_network_router-interface_647BD1B3]
}

resource "openstack_containerinfra_nodegroup_v1" "cluster_node-group-spark_165B9838" {
  provider       = openstack.clusters
  name           = "spark"
  cluster_id     = openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.id
  flavor_id      = "gp.16.64"
  max_node_count = 3
  min_node_count = 3
  node_count     = 3
}

resource "openstack_containerinfra_nodegroup_v1" "cluster_node-group-ceph_C4BF5B09" {
  provider       = openstack.clusters
  name           = "ceph"
  cluster_id     = openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.id
  flavor_id      = "gp.8.32"
  max_node_count = 3
  min_node_count = 3
  node_count     = 3

  depends_on = [openstack_containerinfra_nodegroup_v1.cluster_node-group-spark_165B9838]
}

resource "terraform_data" "cluster_template_version_5BD14BD3" {
  input = "eadc5c44-${data.openstack_networking_network_v2.external-network.id}"
}

output "api_address" {
  description = "address of the Kubernetes API"
  value       = openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.api_address
}

output "cluster_id" {
  description = "UUID of the cluster"
  value       = openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.id
}
