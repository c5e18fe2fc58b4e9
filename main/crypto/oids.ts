import type { DigestName } from './hash.ts'

/** Object identifiers of RFC 5652, 5280, 5035, 3161, 6960, EN 319 122-1. */
export const oids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  counterSignature: '1.2.840.113549.1.9.6',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  contentTimestamp: '1.2.840.113549.1.9.16.2.20',
  signatureTimestamp: '1.2.840.113549.1.9.16.2.14',
  archiveTimestampV2: '1.2.840.113549.1.9.16.2.48',
  archiveTimestampV3: '0.4.0.1733.2.4',
  hashIndexV3: '0.4.0.19122.1.5',
  hashIndex: '0.4.0.1733.2.5',
  signaturePolicy: '1.2.840.113549.1.9.16.2.15',
  rsa: '1.2.840.113549.1.1.1',
  pss: '1.2.840.113549.1.1.10',
  mgf1: '1.2.840.113549.1.1.8',
  ec: '1.2.840.10045.2.1',
  ed25519: '1.3.101.112',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  subjectKeyIdentifier: '2.5.29.14',
  authorityKeyIdentifier: '2.5.29.35',
  nameConstraints: '2.5.29.30',
  certificatePolicies: '2.5.29.32',
  policyConstraints: '2.5.29.36',
  inhibitAnyPolicy: '2.5.29.54',
  policyMappings: '2.5.29.33',
  subjectAltName: '2.5.29.17',
  issuingDistributionPoint: '2.5.29.28',
  deltaCrl: '2.5.29.27',
  expiredCertsOnCrl: '2.5.29.60',
  noRevocationAvailable: '2.5.29.56',
  ocspArchiveCutoff: '1.3.6.1.5.5.7.48.1.6',
  reasonCode: '2.5.29.21',
  certificateIssuer: '2.5.29.29',
  crlInfo: '1.2.840.113583.1.1.8',
  ocspBasic: '1.3.6.1.5.5.7.48.1.1',
  ocspResponse: '1.3.6.1.5.5.7.16.2',
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  revocationValues: '1.2.840.113549.1.9.16.2.24',
  certValues: '1.2.840.113549.1.9.16.2.23',
  authEnvelopedData: '1.2.840.113549.1.9.16.1.23',
  oaep: '1.2.840.113549.1.1.7',
  aes256Gcm: '2.16.840.1.101.3.4.1.46',
  aes256Wrap: '2.16.840.1.101.3.4.1.45',
} as const

/** ECDH with the X9.63 key derivation (RFC 5753, 7.1.4, and SEC 1), by its digest. */
export const agreementOids: Readonly<Record<string, DigestName>> = {
  '1.3.132.1.11.1': 'SHA-256',
  '1.3.132.1.11.2': 'SHA-384',
  '1.3.132.1.11.3': 'SHA-512',
}

export const digestOids: Readonly<Record<string, DigestName>> = {
  '1.2.840.113549.2.5': 'MD5',
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.4': 'SHA-224',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
  '2.16.840.1.101.3.4.2.6': 'SHA-512/256',
  '2.16.840.1.101.3.4.2.7': 'SHA3-224',
  '2.16.840.1.101.3.4.2.8': 'SHA3-256',
  '2.16.840.1.101.3.4.2.9': 'SHA3-384',
  '2.16.840.1.101.3.4.2.10': 'SHA3-512',
  '1.3.36.3.2.1': 'RIPEMD-160',
}

export type Scheme = 'RSA-PKCS1' | 'RSA-PSS' | 'ECDSA' | 'Ed25519'

/** Signature algorithms: scheme, and the digest that the identifier itself names (null: named elsewhere). */
export const signatureOids: Readonly<Record<string, readonly [Scheme, DigestName | null]>> = {
  '1.2.840.113549.1.1.1': ['RSA-PKCS1', null],
  '1.2.840.113549.1.1.4': ['RSA-PKCS1', 'MD5'],
  '1.2.840.113549.1.1.5': ['RSA-PKCS1', 'SHA-1'],
  '1.2.840.113549.1.1.14': ['RSA-PKCS1', 'SHA-224'],
  '1.2.840.113549.1.1.11': ['RSA-PKCS1', 'SHA-256'],
  '1.2.840.113549.1.1.12': ['RSA-PKCS1', 'SHA-384'],
  '1.2.840.113549.1.1.13': ['RSA-PKCS1', 'SHA-512'],
  '2.16.840.1.101.3.4.3.13': ['RSA-PKCS1', 'SHA3-224'],
  '2.16.840.1.101.3.4.3.14': ['RSA-PKCS1', 'SHA3-256'],
  '2.16.840.1.101.3.4.3.15': ['RSA-PKCS1', 'SHA3-384'],
  '2.16.840.1.101.3.4.3.16': ['RSA-PKCS1', 'SHA3-512'],
  '1.2.840.113549.1.1.10': ['RSA-PSS', null],
  '1.2.840.10045.4.1': ['ECDSA', 'SHA-1'],
  '1.2.840.10045.4.3.1': ['ECDSA', 'SHA-224'],
  '1.2.840.10045.4.3.2': ['ECDSA', 'SHA-256'],
  '1.2.840.10045.4.3.3': ['ECDSA', 'SHA-384'],
  '1.2.840.10045.4.3.4': ['ECDSA', 'SHA-512'],
  '2.16.840.1.101.3.4.3.9': ['ECDSA', 'SHA3-224'],
  '2.16.840.1.101.3.4.3.10': ['ECDSA', 'SHA3-256'],
  '2.16.840.1.101.3.4.3.11': ['ECDSA', 'SHA3-384'],
  '2.16.840.1.101.3.4.3.12': ['ECDSA', 'SHA3-512'],
  '1.2.840.10045.2.1': ['ECDSA', null],
  '1.3.101.112': ['Ed25519', 'SHA-512'],
}

export type Curve = 'P-256' | 'P-384' | 'P-521' | 'brainpoolP256r1' | 'brainpoolP384r1' | 'brainpoolP512r1'

export const curveOids: Readonly<Record<string, Curve>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
  '1.3.36.3.3.2.8.1.1.7': 'brainpoolP256r1',
  '1.3.36.3.3.2.8.1.1.11': 'brainpoolP384r1',
  '1.3.36.3.3.2.8.1.1.13': 'brainpoolP512r1',
}

/** Digest algorithms as manifests name them (RFC 9231). */
export const digestUris: Readonly<Record<string, DigestName>> = {
  'http://www.w3.org/2000/09/xmldsig#sha1': 'SHA-1',
  'http://www.w3.org/2001/04/xmldsig-more#sha224': 'SHA-224',
  'http://www.w3.org/2001/04/xmlenc#sha256': 'SHA-256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'SHA-384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'SHA-512',
  'http://www.w3.org/2007/05/xmldsig-more#sha3-224': 'SHA3-224',
  'http://www.w3.org/2007/05/xmldsig-more#sha3-256': 'SHA3-256',
  'http://www.w3.org/2007/05/xmldsig-more#sha3-384': 'SHA3-384',
  'http://www.w3.org/2007/05/xmldsig-more#sha3-512': 'SHA3-512',
}
