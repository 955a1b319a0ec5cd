#!/usr/bin/env python3
"""`baton verify` from outside: an id_token made with openssl alone is judged by exit code and JSON.

  verify_verb.py BATON
"""
import base64, hashlib, json, os, pathlib, subprocess, sys, tempfile

baton = sys.argv[1]
NOW = 1_800_000_000
folder = pathlib.Path(tempfile.mkdtemp(prefix='baton-verify.'))


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


def openssl(*arguments, stdin=None):
    return subprocess.run(['openssl', *arguments], input=stdin, capture_output=True, check=True).stdout


openssl('genrsa', '-out', str(folder / 'key.pem'), '2048')
modulus = openssl('rsa', '-in', str(folder / 'key.pem'), '-noout', '-modulus').decode().strip().split('=')[1]
(folder / 'jwks.json').write_text(json.dumps({'keys': [
    {'kty': 'RSA', 'e': 'AQAB', 'use': 'sig', 'kid': 'test-1', 'alg': 'RS256', 'n': b64(bytes.fromhex(modulus))}]}))


def token(alg='RS256', **changes):
    claims = {'iss': 'https://sandbox.orcid.org', 'aud': 'APP-0000000000000001', 'sub': '0000-0002-1825-0097', 'iat': NOW, 'exp': NOW + 86400,
              'auth_time': NOW - 10, 'jti': 'one', 'at_hash': b64(hashlib.sha256(b'token').digest()[:16]), 'nonce': 'n-1', 'amr': 'pwd'}
    claims.update(changes)
    text = b64(json.dumps({'kid': 'test-1', 'alg': alg}).encode()) + '.' + b64(json.dumps(claims).encode())
    return text + '.' + b64(openssl('dgst', '-sha256', '-sign', str(folder / 'key.pem'), stdin=text.encode()))


def verify(text, *more, stdin=False):
    arguments = [baton, 'verify', '--jwks', str(folder / 'jwks.json'), '--issuer', 'https://sandbox.orcid.org',
                 '--audience', 'APP-0000000000000001', '--nonce', 'n-1', '--at', str(NOW + 60), *more, '-' if stdin else text]
    run = subprocess.run(arguments, input=text if stdin else None, capture_output=True, text=True, env=dict(os.environ, QT_QPA_PLATFORM='offscreen'))
    return run.returncode, json.loads(run.stdout) if run.stdout.strip() else None, run.stderr


def failed(report):
    return [check['id'] for check in report['checks'] if check['state'] == 'failed']


good = token()
code, report, _ = verify(good)
assert (code, report['passed'], failed(report)) == (0, True, []), report
code, report, _ = verify(good, stdin=True)
assert code == 0, report

cases = [
    ({'iss': 'https://orcid.org'}, 'issuer'), ({'aud': 'APP-0000000000000002'}, 'audience'), ({'sub': '0000-0002-1825-0098'}, 'subject'),
    ({'nonce': 'n-2'}, 'nonce'), ({'exp': NOW - 86400, 'iat': NOW - 2 * 86400}, 'expiry'),
]
for changes, check in cases:
    code, report, _ = verify(token(**changes))
    assert code == 1 and check in failed(report), (changes, code, failed(report))

head, body, signature = good.split('.')
flipped = signature[:-5] + ('A' if signature[-5] != 'A' else 'B') + signature[-4:]
code, report, _ = verify('.'.join([head, body, flipped]))
assert code == 1 and failed(report) == ['signature'], failed(report)

for broken in ('', 'abc', good[:-3] + '=', good.replace('.', '', 1)):
    code, report, words = verify(broken, stdin=True)
    assert code == 2 and report is None and words.startswith('baton verify: '), (broken[:20], code, words)
code, report, words = verify(good, '--at', 'tomorrow')
assert code == 2 and 'not a time' in words
run = subprocess.run([baton, 'verify', '--jwks', str(folder / 'none.json'), good], capture_output=True, text=True)
assert run.returncode == 2 and 'none.json' in run.stderr

print(f'{len(cases) + 9} calls judged as expected')
