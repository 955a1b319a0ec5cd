#!/usr/bin/env python3
"""The other side of a hand-over, by jwcrypto alone: opens what Baton sealed and seals what Baton shall open.

  interop.py FOLDER     reads FOLDER/to-peer.json, writes FOLDER/from-peer.json
"""
import json, os, pathlib, sys, time, unicodedata
from jwcrypto import jwa, jwe, jwk, jws

jwa.default_max_pbkdf2_iterations = 2_000_000  # newer versions refuse more than 16,384 rounds unless told
folder = pathlib.Path(sys.argv[1])
given = json.loads((folder / 'to-peer.json').read_text())
passphrase = jwk.JWK.from_password(unicodedata.normalize('NFC', given['passphrase']))
private = {'ECDH-ES+A256KW': jwk.JWK.from_pem(given['ecPem'].encode()), 'RSA-OAEP-256': jwk.JWK.from_pem(given['rsaPem'].encode()),
           'PBES2-HS512+A256KW': passphrase}
public = {'ECDH-ES+A256KW': jwk.JWK(**given['ecPublic']), 'RSA-OAEP-256': jwk.JWK(**given['rsaPublic']), 'PBES2-HS512+A256KW': passphrase}
sender = jwk.JWK.generate(kty='EC', crv='P-256')


def unsealed(sealed):
    outer = jwe.JWE(algs=[sealed['alg'], 'A256GCM'])
    outer.deserialize(sealed['compact'], private[sealed['alg']])
    inner = jws.JWS()
    inner.allowed_algs = ['ES256']
    inner.deserialize(outer.payload.decode())
    claims = json.loads(inner.objects['payload'])
    inner.verify(jwk.JWK(**claims['sender']['jwk']))
    return {'outer': outer.jose_header, 'inner': inner.jose_header, 'payload': claims}


def sealed(alg, number):
    now = int(time.time())
    claims = dict(given['payload'], iat=now, exp=now + 3600, jti=f'python-{number}', sender={'name': 'Other side', 'jwk': sender.export_public(as_dict=True)})
    claims['sender']['jwk'].pop('kid', None)
    header = {'alg': alg, 'enc': 'A256GCM', 'typ': 'baton+jwt', 'cty': 'JWT'}
    if alg.startswith('PBES2'):
        claims.pop('aud')
    else:
        header['kid'] = public[alg].thumbprint()
    inner = jws.JWS(json.dumps(claims))
    inner.add_signature(sender, None, json.dumps({'alg': 'ES256', 'typ': 'baton-handover+jwt', 'kid': sender.thumbprint()}))
    outer = jwe.JWE(inner.serialize(compact=True).encode(), json.dumps(header), algs=[alg, 'A256GCM'])
    outer.add_recipient(public[alg])
    return {'alg': alg, 'compact': outer.serialize(compact=True)}


answer = {'opened': [], 'sealed': [], 'senderThumbprint': sender.thumbprint()}
for package in given['sealed']:
    try:
        answer['opened'].append({'alg': package['alg'], **unsealed(package)})
    except Exception as problem:
        answer['opened'].append({'alg': package['alg'], 'error': repr(problem)})
for alg in public:
    answer['sealed'] += [sealed(alg, number) for number in range(given['count'])]
descriptor = os.open(folder / 'from-peer.json', os.O_WRONLY | os.O_CREAT, 0o600)
with open(descriptor, 'w') as file:
    json.dump(answer, file)
