"""Packages that Baton itself would not make, by jwcrypto alone: signed by a PKCS#8 key, sealed with a passphrase."""
import json, time, uuid
from jwcrypto import jwe, jwk, jws


def package(folder, key_file, passphrase, environment, client, *id_tokens):
    """environment: {'id', 'issuer'} as the package is to say; client: its iss."""
    key = jwk.JWK.from_pem((folder / key_file).read_bytes())
    public = json.loads(key.export_public())
    public.pop('kid', None)
    now = int(time.time())
    claims = {'iss': client, 'iat': now, 'exp': now + 86400, 'jti': str(uuid.uuid4()), 'environment': environment,
              'sender': {'name': 'Giver', 'jwk': public}, 'scopes': ['/read-limited']}
    claims.update({'id_token': id_tokens[0]} if len(id_tokens) == 1 else {'id_tokens': list(id_tokens)})
    inner = jws.JWS(json.dumps(claims))
    inner.add_signature(key, None, json.dumps({'alg': 'ES256', 'typ': 'baton-handover+jwt', 'kid': key.thumbprint()}))
    header = {'alg': 'PBES2-HS512+A256KW', 'enc': 'A256GCM', 'typ': 'baton+jwt', 'cty': 'JWT'}
    outer = jwe.JWE(inner.serialize(compact=True).encode(), json.dumps(header), algs=[header['alg'], header['enc']])
    outer.add_recipient(jwk.JWK.from_password(passphrase))
    return outer.serialize(compact=True)
