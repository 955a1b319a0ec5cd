#!/usr/bin/env python3
"""`baton seal` and `baton open` from outside: keys and cards made, id_tokens sealed to a key and with a passphrase, opened again,
refused where they must be; no secret on either output unless asked for by name, files for their owner alone.

  seal_open.py BATON
"""
import base64, json, os, pathlib, shutil, stat, subprocess, sys, tempfile, time

baton = os.path.abspath(sys.argv[1])
folder = pathlib.Path(tempfile.mkdtemp(prefix='baton-seal.'))
bare = {name: value for name, value in os.environ.items() if name not in ('DISPLAY', 'WAYLAND_DISPLAY', 'QT_QPA_PLATFORM')}
GIVER, RECEIVER = 'APP-NB7K2QX4M0T9W6RA', 'APP-OG55T1ZR8K3CV7QD'
calls = 0


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


def openssl(*arguments, stdin=None):
    return subprocess.run(['openssl', *arguments], input=stdin, capture_output=True, check=True).stdout


openssl('genrsa', '-out', str(folder / 'registry.pem'), '2048')
modulus = openssl('rsa', '-in', str(folder / 'registry.pem'), '-noout', '-modulus').decode().strip().split('=')[1]
(folder / 'jwks.json').write_text(json.dumps({'keys': [{'kty': 'RSA', 'e': 'AQAB', 'use': 'sig', 'kid': 'test-1', 'n': b64(bytes.fromhex(modulus))}]}))


def id_token(sub, **changes):
    now = int(time.time())
    claims = {'iss': 'https://sandbox.orcid.org', 'aud': GIVER, 'sub': sub, 'iat': now, 'exp': now + 86400, 'jti': sub}
    claims.update(changes)
    text = b64(json.dumps({'kid': 'test-1', 'alg': 'RS256'}).encode()) + '.' + b64(json.dumps(claims).encode())
    return text + '.' + b64(openssl('dgst', '-sha256', '-sign', str(folder / 'registry.pem'), stdin=text.encode()))


def call(*arguments, stdin='', secrets=()):
    global calls
    calls += 1
    run = subprocess.run([baton, *arguments], input=stdin, capture_output=True, text=True, env=bare, cwd=folder, timeout=60)
    for secret in secrets:
        assert secret not in run.stdout and secret not in run.stderr, (arguments, 'a secret was shown')
    return run.returncode, json.loads(run.stdout) if run.stdout.strip() else None, run.stderr


def mode(name):
    return stat.S_IMODE((folder / name).stat().st_mode)


one, two = id_token('0000-0002-1825-0097'), id_token('0000-0002-9227-8514')
passphrase = 'amber-violin-ferry-quartz-nine-ledger-plum'
(folder / 'tokens').write_text(one + '\n' + two + '\n')
(folder / 'pass').write_text(passphrase + '\n')

# Keys and cards.
for who, name in ((GIVER, 'giver'), (RECEIVER, 'receiver')):
    code, report, words = call('seal', '--new-key', name + '.pem', '--card', name + '.baton-card', '--name', name.title(), '--client-id', who, '--environment', 'sandbox')
    assert code == 0 and mode(name + '.pem') == 0o600, (code, words)
    private = (folder / (name + '.pem')).read_text().split('\n')[2]
    assert private not in json.dumps(report) and 'd' not in report['public_jwk'], report
    openssl('pkey', '-in', str(folder / (name + '.pem')), '-noout', '-check')
code, report, words = call('seal', '--new-key', 'giver.pem')
assert code == 1 and report is None and 'giver.pem already' in words, words
assert call('seal', '--new-key', 'again.pem')[0] == 0 and call('seal', '--new-key', 'again.pem', '--force')[0] == 0

# To a key, two researchers, from standard input; then back.
sealing = ('seal', '--key', 'giver.pem', '--name', 'Northbridge University', '--scope', '/read-limited', '--scope', '/activities/update', '--purpose', 'GR-2291',
           '--receipt-to', 'grants@northbridge.example')
code, report, words = call(*sealing, '--to', 'receiver.baton-card', '--out', 'a.baton', '-', stdin=one + '\n' + two + '\n', secrets=(one, two))
assert code == 0 and report['researchers'] == 2 and report['environment'] == 'sandbox' and report['file'] == 'a.baton' and mode('a.baton') == 0o600, (code, report, words)
opening = ('open', '--key', 'receiver.pem', '--sender', 'giver.baton-card', '--audience', RECEIVER, '--environment', 'sandbox', '--jwks', 'jwks.json')
code, report, words = call(*opening, '--out', 'got', 'a.baton', secrets=(one, two))
assert code == 0 and report['accepted'] and words == '', (code, report, words)
assert [check['state'] for check in report['checks']] == ['passed'] * 3, report['checks']
assert [person['orcid'] for person in report['researchers']] == ['0000-0002-1825-0097', '0000-0002-9227-8514'] and report['researchers'][0]['failed_checks'] == []
assert report['original_client'] == GIVER and report['scopes'] == ['/read-limited', '/activities/update'] and report['purpose'] == 'GR-2291'
assert report['receipt_to'] == 'grants@northbridge.example'
assert (folder / 'got').read_text() == one + '\n' + two + '\n' and mode('got') == 0o600
code, report, words = call(*opening, '--print-id-token', 'a.baton')
assert code == 0 and report['id_tokens'] == [one, two]
code, report, words = call(*opening, '--out', 'got', 'a.baton')
assert code == 1 and 'got already' in words
assert call(*opening, '--out', 'got', '--force', 'a.baton')[0] == 0
os.symlink('nowhere', folder / 'link')
assert call(*opening, '--out', 'link', 'a.baton')[0] == 1 and not (folder / 'nowhere').exists()

# From files, printed and not written, opened from standard input without knowing the sender.
code, report, words = call(*sealing, '--to', 'receiver.baton-card', '--print-package', 'tokens', secrets=(one, two))
assert code == 0 and 'file' not in report and report['package'].count('.') == 4
code, opened, words = call('open', '--key', 'receiver.pem', '-', stdin=report['package'], secrets=(one, two))
assert code == 0 and opened['checks'][1]['state'] == 'warning' and 'not known' in words, (opened, words)

# To a bare key, which needs a client id; a name of ours in the working folder.
(folder / 'bare.jwk').write_text(json.dumps(call('seal', '--new-key', 'bare.pem')[1]['public_jwk']))
code, report, words = call(*sealing, '--to', 'bare.jwk', stdin=one)
assert code == 1 and '--to-id' in words
code, report, words = call(*sealing, '--to', 'bare.jwk', '--to-id', RECEIVER, stdin=one, secrets=(one,))
assert code == 0 and report['file'].startswith('handover-sandbox-') and (folder / report['file']).exists()
assert call('open', '--key', 'bare.pem', report['file'])[0] == 0

# With a passphrase.
code, report, words = call(*sealing, '--passphrase-file', '-', '--out', 'p.baton', 'tokens', stdin=passphrase + '\n', secrets=(one, two, passphrase))
assert code == 0 and report['protection'] == 'Passphrase', words
assert call('open', '--passphrase-file', 'pass', 'p.baton', secrets=(one, two, passphrase))[0] == 0
(folder / 'wrong').write_text('something-else-entirely\n')
code, report, words = call('open', '--passphrase-file', 'wrong', 'p.baton')
assert code == 1 and report is None
(folder / 'short').write_text('short\n')
code, report, words = call(*sealing, '--passphrase-file', 'short', 'tokens', secrets=(one,))
assert code == 1 and 'passphrase' in words

# Refusals: opened, but not accepted; then nothing is written.
spoilt = (folder / 'a.baton').read_text()
(folder / 'spoilt.baton').write_text(spoilt[:-30] + ('A' if spoilt[-30] != 'A' else 'B') + spoilt[-29:])
refused = [
    ((*opening, '--out', 'no', '--at', '2100-01-01T00:00:00Z', 'a.baton'), 1, 'Closed since'),
    (('open', '--key', 'receiver.pem', '--audience', GIVER, '--out', 'no', 'a.baton'), 1, 'meant for client'),
    (('open', '--key', 'receiver.pem', '--environment', 'production', '--out', 'no', 'a.baton'), 1, 'sandbox'),
    (('open', '--key', 'receiver.pem', '--sender', 'bare.jwk', '--out', 'no', 'a.baton'), 1, 'key changed'),
    (('open', '--key', 'receiver.pem', '--sender', 'receiver.baton-card', '--out', 'no', 'a.baton'), 1, 'APP-'),
    (('open', '--key', 'giver.pem', '--out', 'no', 'a.baton'), 1, 'sealed to key'),
    (('open', '--key', 'receiver.pem', '--out', 'no', 'spoilt.baton'), 1, 'changed or damaged'),
    (('open', '--key', 'receiver.pem', 'p.baton'), 2, '--passphrase-file'),
    (('open', '--key', 'receiver.pem', 'none.baton'), 2, 'file'), (('open', '--key', 'receiver.pem', 'tokens'), 2, 'package'),
    (('open', '--key', 'bare.jwk', 'a.baton'), 2, 'public key'), (('open', 'a.baton'), 2, '--key'), (('open', '--key', 'receiver.pem'), 2, 'one package'),
    (('open', '--key', '-', '-'), 2, 'one thing'), (('open', '--nope'), 2, 'nope'),
    ((*sealing, '--to', 'receiver.baton-card', one), 2, 'command line'), ((*sealing, 'tokens'), 2, '--to'), (('seal', 'tokens'), 2, '--key'),
    ((*sealing, '--to', 'receiver.baton-card', 'none'), 2, 'none'), ((*sealing, '--to', 'receiver.baton-card', '--days', 'x', 'tokens'), 2, '--days'),
    ((*sealing, '--to', 'receiver.baton-card', 'giver.baton-card'), 1, 'issuer'), ((*sealing, '--to', 'receiver.baton-card', 'pass'), 2, 'not an id_token'),
    ((*sealing, '--to', 'receiver.baton-card', '--client-id', RECEIVER, 'tokens'), 1, 'Only its own client'),
    ((*sealing, '--to', 'receiver.baton-card', '--environment', 'production', 'tokens'), 1, 'never mix'),
    ((*sealing, '--to', 'giver.pem', 'tokens'), 1, 'card'), (('seal', '--new-key', 'x.pem', '--card', 'x'), 2, '--client-id'),
]
for arguments, expected, part in refused:
    code, report, words = call(*arguments, secrets=(two, passphrase))
    assert code == expected and part in words, (arguments, code, report, words)
    assert report is None or not report['accepted'], report
assert not (folder / 'no').exists()
forged = id_token('0000-0002-1825-0097', iss='https://sandbox.orcid.org', exp=1)
assert call(*sealing, '--to', 'receiver.baton-card', '--out', 'f.baton', stdin=forged)[0] == 0
code, report, words = call(*opening, 'f.baton')
assert code == 1 and 'expiry' in report['researchers'][0]['failed_checks'], report

shutil.rmtree(folder)
print(f'{calls} calls judged as expected')
