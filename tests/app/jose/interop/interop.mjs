// The other side of a hand-over, by the npm package "jose" alone: opens what Baton sealed and seals what Baton shall open.
// Usage: node interop.mjs FOLDER; reads FOLDER/to-peer.json, writes FOLDER/from-peer.json.
import './webcrypto.mjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CompactEncrypt, CompactSign, calculateJwkThumbprint, compactDecrypt, compactVerify, exportJWK, generateKeyPair, importJWK, importPKCS8,
} from 'jose';

const folder = process.argv[2];
const input = JSON.parse(readFileSync(join(folder, 'to-peer.json'), 'utf8'));
const passphrase = new TextEncoder().encode(input.passphrase);
const text = new TextDecoder();

const privateKeys = {
  'ECDH-ES+A256KW': await importPKCS8(input.ecPem, 'ECDH-ES+A256KW'),
  'RSA-OAEP-256': await importPKCS8(input.rsaPem, 'RSA-OAEP-256', { extractable: false }),
  'PBES2-HS512+A256KW': passphrase,
};
const publicKeys = {
  'ECDH-ES+A256KW': await importJWK(input.ecPublic, 'ECDH-ES+A256KW'),
  'RSA-OAEP-256': await importJWK(input.rsaPublic, 'RSA-OAEP-256'),
  'PBES2-HS512+A256KW': passphrase,
};

async function open({ alg, compact }) {
  const { plaintext, protectedHeader } = await compactDecrypt(compact, privateKeys[alg], {
    keyManagementAlgorithms: [alg],
    contentEncryptionAlgorithms: ['A256GCM'],
    maxPBES2Count: 2_000_000,
  });
  const jws = text.decode(plaintext);
  const unverified = JSON.parse(Buffer.from(jws.split('.')[1], 'base64url').toString('utf8'));
  const inner = await compactVerify(jws, await importJWK(unverified.sender.jwk, 'ES256'), { algorithms: ['ES256'] });
  return { outer: protectedHeader, inner: inner.protectedHeader, payload: JSON.parse(text.decode(inner.payload)) };
}

const sender = await generateKeyPair('ES256', { extractable: true });
const senderJwk = await exportJWK(sender.publicKey);
const senderThumbprint = await calculateJwkThumbprint(senderJwk);

async function seal(alg, number) {
  const now = Math.floor(Date.now() / 1000);
  const payload = { ...input.payload, iat: now, exp: now + 3600, jti: `node-${alg}-${number}`, sender: { name: 'Other side', jwk: senderJwk } };
  if (alg.startsWith('PBES2')) delete payload.aud;
  const jws = await new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', typ: 'baton-handover+jwt', kid: senderThumbprint })
    .sign(sender.privateKey);
  const header = { alg, enc: 'A256GCM', typ: 'baton+jwt', cty: 'JWT' };
  if (alg === 'ECDH-ES+A256KW') header.kid = await calculateJwkThumbprint(input.ecPublic);
  if (alg === 'RSA-OAEP-256') header.kid = await calculateJwkThumbprint(input.rsaPublic);
  const encrypt = new CompactEncrypt(Buffer.from(jws)).setProtectedHeader(header);
  if (alg.startsWith('PBES2')) encrypt.setKeyManagementParameters({ p2c: number % 100 === 0 ? 600_000 : 1_000 });
  if (alg === 'ECDH-ES+A256KW' && number % 2) encrypt.setKeyManagementParameters({ apu: Buffer.from('giver'), apv: Buffer.from('receiver') });
  return { alg, compact: await encrypt.encrypt(publicKeys[alg]) };
}

const output = { opened: [], sealed: [], senderThumbprint };
for (const sealed of input.sealed) {
  try {
    output.opened.push({ alg: sealed.alg, ...(await open(sealed)) });
  } catch (error) {
    output.opened.push({ alg: sealed.alg, error: String(error) });
  }
}
for (const alg of Object.keys(publicKeys)) {
  for (let number = 0; number < input.count; ++number) output.sealed.push(await seal(alg, number));
}
writeFileSync(join(folder, 'from-peer.json'), JSON.stringify(output), { mode: 0o600 });
