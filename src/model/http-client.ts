import { each, type Fields, flag, map, plain, required, secret, since, url } from './integration-field.ts';

/** `tls_config` (prometheus/common, config/http_config.go). */
export const tlsFields = {
  ...each(plain, 'caFile', 'certFile', 'keyFile', 'serverName'),
  insecureSkipVerify: flag,
  ...each(
    { kind: 'choice', values: ['TLS10', 'TLS11', 'TLS12', 'TLS13'], since: '0.25' } as const,
    'minVersion',
    'maxVersion',
  ),
} as const satisfies Fields;

const tls = { kind: 'object', of: tlsFields } as const;
const proxy = {
  proxyUrl: { kind: 'url', values: ['http', 'https', 'socks5'] },
  noProxy: since('0.26', plain),
  proxyFromEnvironment: since('0.26', flag),
  proxyConnectHeader: { kind: 'lists', since: '0.26' },
} as const satisfies Fields;
const proxyRules = {
  apart: [['proxyUrl', 'proxyFromEnvironment']],
  needs: { noProxy: 'proxyUrl' },
} as const;

export const authorization = { kind: 'object', of: { type: plain, credentials: required(secret('0.22')) } } as const;

/** `http_config`: how an integration's requests are sent. */
export const httpFields = {
  authorization,
  basicAuth: {
    kind: 'object',
    of: { username: required(plain), password: required(secret('0.22')) },
  },
  oauth2: {
    kind: 'object',
    ...proxyRules,
    of: {
      clientId: required(plain),
      clientSecret: required(secret('0.22')),
      tokenUrl: required(url),
      scopes: { kind: 'plains' },
      endpointParams: map,
      tlsConfig: tls,
      ...proxy,
    },
  },
  followRedirects: flag,
  enableHttp2: since('0.25', flag),
  tlsConfig: tls,
  ...proxy,
} as const satisfies Fields;

const httpRules = {
  ...proxyRules,
  apart: [...proxyRules.apart, ['authorization', 'basicAuth', 'oauth2']],
} as const;
export const http = { kind: 'object', of: httpFields, ...httpRules } as const;
