terraform {
  required_version = ">= 1.11.0"

  backend "s3" {
    bucket  = "gaia-terraform-state"
    encrypt = true
    endpoints = {
      s3 = "https://object.cumulus.openstack.hpc.cam.ac.uk"
    }
    key                         = "gaia-prod-cluster.tfstate"
    region                      = "us-east-1"
    skip_credentials_validation = true
    skip_metadata_api_check     = true
    skip_region_validation      = true
    skip_requesting_account_id  = true
    skip_s3_checksum            = true
    use_lockfile                = true
    use_path_style              = true
  }

  required_providers {
    openstack = {
      source  = "terraform-provider-openstack/openstack"
      version = "3.4.0"
    }
  }
}

provider "openstack" {
  cloud = "gaia-prod"
}

provider "openstack" {
  alias = "clusters"
  cloud = "gaia-prod-super"
}

data "openstack_networking_network_v2" "external-network" {
  name     = "internet"
  external = true
}

data "openstack_networking_network_v2" "storage-gateway" {
  name     = "cumulus-internal"
  external = true
}

resource "openstack_networking_network_v2" "cluster_network_resource_5C0F9BF0" {
  name        = "gaia-prod"
  description = "Gaia data mining platform, production"
  tags        = ["project=gaia_prod", "environment=prod", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_router_v2" "cluster_network_router_8E693690" {
  name                = "gaia-prod"
  external_network_id = data.openstack_networking_network_v2.external-network.id
  tags                = ["project=gaia_prod", "environment=prod", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_subnet_v2" "cluster_network_subnet_86D48C51" {
  name            = "gaia-prod"
  cidr            = "10.0.0.0/20"
  dns_nameservers = ["131.111.8.42", "131.111.12.20"]
  network_id      = openstack_networking_network_v2.cluster_network_resource_5C0F9BF0.id
  tags            = ["project=gaia_prod", "environment=prod", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_router_interface_v2" "cluster_network_router-interface_647BD1B3" {
  router_id = openstack_networking_router_v2.cluster_network_router_8E693690.id
  subnet_id = openstack_networking_subnet_v2.cluster_network_subnet_86D48C51.id
}

resource "openstack_networking_port_v2" "cluster_network_storage-port_443B7A24" {
  name       = "gaia-prod-storage"
  network_id = openstack_networking_network_v2.cluster_network_resource_5C0F9BF0.id
  tags       = ["project=gaia_prod", "environment=prod", "managed-by=cdktf-magnum"]

  fixed_ip {
    subnet_id = openstack_networking_subnet_v2.cluster_network_subnet_86D48C51.id
  }

  lifecycle {
    replace_triggered_by = [openstack_networking_subnet_v2.cluster_network_subnet_86D48C51.id]
  }
}

resource "openstack_networking_subnet_route_v2" "cluster_network_storage-route_687AB7C3" {
  destination_cidr = "10.206.0.0/16"
  next_hop         = element(openstack_networking_port_v2.cluster_network_storage-port_443B7A24.all_fixed_ips, 0)
  subnet_id        = openstack_networking_subnet_v2.cluster_network_subnet_86D48C51.id
}

resource "openstack_networking_router_v2" "cluster_network_storage-router_9157F16A" {
  name                = "gaia-prod-storage"
  external_network_id = data.openstack_networking_network_v2.storage-gateway.id
  tags                = ["project=gaia_prod", "environment=prod", "managed-by=cdktf-magnum"]
}

resource "openstack_networking_router_interface_v2" "cluster_network_storage-router-interface_17656355" {
  port_id   = openstack_networking_port_v2.cluster_network_storage-port_443B7A24.id
  router_id = openstack_networking_router_v2.cluster_network_storage-router_9157F16A.id
}

resource "terraform_data" "cluster_template_version_5BD14BD3" {
  input = "aa4d8aaf-${data.openstack_networking_network_v2.external-network.id}"
}

resource "openstack_containerinfra_clustertemplate_v1" "cluster_template_resource_83DE3B6D" {
  provider              = openstack.clusters
  name                  = "gaia-prod-aa4d8aaf"
  coe                   = "kubernetes"
  dns_nameserver        = "131.111.8.42,131.111.12.20"
  docker_storage_driver = "overlay2"
  external_network_id   = data.openstack_networking_network_v2.external-network.id
  flavor                = "gaia.cclake.6vcpu"
  floating_ip_enabled   = false
  image                 = "Ubuntu-Jammy-22.04-kube-1.30.2"
  labels = {
    api_master_lb_allowed_cidrs   = "128.232.224.0/23,129.215.0.0/16"
    auto_scaling_enabled          = "true"
    boot_volume_size              = "200"
    master_lb_floating_ip_enabled = "true"
    max_node_count                = "1"
    min_node_count                = "1"
    octavia_provider              = "amphora"
  }
  master_flavor     = "gaia.cclake.3vcpu"
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
  name                = "gaia-prod"
  cluster_template_id = openstack_containerinfra_clustertemplate_v1.cluster_template_resource_83DE3B6D.id
  create_timeout      = 60
  fixed_network       = openstack_networking_network_v2.cluster_network_resource_5C0F9BF0.id
  fixed_subnet        = openstack_networking_subnet_v2.cluster_network_subnet_86D48C51.id
  flavor              = "gaia.cclake.6vcpu"
  floating_ip_enabled = false
  keypair             = "gaia-prod"
  master_count        = 3
  master_flavor       = "gaia.cclake.3vcpu"
  master_lb_enabled   = true
  merge_labels        = true
  node_count          = 3

  timeouts {
    create = "60m"
  }

  lifecycle {
    prevent_destroy = true
  }

  depends_on = [
    openstack_networking_router_interface_v2.cluster_network_router-interface_647BD1B3,
    openstack_networking_router_interface_v2.cluster_network_storage-router-interface_17656355,
    openstack_networking_subnet_route_v2.cluster_network_storage-route_687AB7C3,
  ]
}

resource "openstack_containerinfra_nodegroup_v1" "cluster_node-group-spark_165B9838" {
  provider       = openstack.clusters
  name           = "spark"
  cluster_id     = openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.id
  flavor_id      = "gaia.cclake.55vcpu"
  max_node_count = 6
  min_node_count = 6
  node_count     = 6
}

resource "openstack_containerinfra_nodegroup_v1" "cluster_node-group-notebooks_2FCA6451" {
  provider       = openstack.clusters
  name           = "notebooks"
  cluster_id     = openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.id
  flavor_id      = "gaia.cclake.13vcpu"
  max_node_count = 3
  min_node_count = 3
  node_count     = 3

  depends_on = [openstack_containerinfra_nodegroup_v1.cluster_node-group-spark_165B9838]
}

resource "terraform_data" "protected" {
  for_each = toset(["openstack_containerinfra_cluster_v1.cluster_resource_9691C40B"])

  lifecycle {
    prevent_destroy = true
  }
}

output "api_address" {
  description = "address of the Kubernetes API"
  value       = openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.api_address
}

output "cluster_id" {
  description = "UUID of the cluster"
  value       = openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.id
}
