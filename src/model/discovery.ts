/**
 * Mechanisms that find targets (`…_sd_configs`), each with the first version whose release notes have it; `1.0` stands for
 * always. Prometheus refuses a configuration with one that it does not know.
 */
export const discoveryMechanisms = {
  azure: { since: '1.0' },
  consul: { since: '1.0' },
  dns: { since: '1.0' },
  ec2: { since: '1.0' },
  file: { since: '1.0' },
  gce: { since: '1.0' },
  kubernetes: { since: '1.0' },
  marathon: { since: '1.0' },
  nerve: { since: '1.0' },
  openstack: { since: '1.0' },
  serverset: { since: '1.0' },
  triton: { since: '1.0' },
  digitalocean: { since: '2.20' },
  dockerswarm: { since: '2.20' },
  eureka: { since: '2.21' },
  hetzner: { since: '2.21' },
  scaleway: { since: '2.26' },
  docker: { since: '2.27' },
  lightsail: { since: '2.27' },
  http: { since: '2.28' },
  linode: { since: '2.28' },
  kuma: { since: '2.29' },
  puppetdb: { since: '2.31' },
  uyuni: { since: '2.31' },
  ionos: { since: '2.36' },
  vultr: { since: '2.36' },
  nomad: { since: '2.37' },
  ovhcloud: { since: '2.40' },
  stackit: { since: '3.5' },
  aws: { since: '3.8' },
  outscale: { since: '3.12' },
  oci: { since: '3.14' },
} as const satisfies Record<string, { readonly since: string }>;

/** Configurations by mechanism: one that is known, or a later one. */
export type Discovery = { readonly [K in keyof typeof discoveryMechanisms]?: readonly object[] } & Readonly<
  Record<string, readonly object[]>
>;
