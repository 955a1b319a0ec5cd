#!/usr/bin/env python3
"""`baton seal` and `baton open` from outside: keys and cards made, id_tokens sealed to a key and with a passphrase, opened again,
refused where they must be; no secret on either output unless asked for by name, files for their owner alone.

  seal_open.py BATON
"""
import base64, json, os, pathlib, shutil, stat, subprocess, sys, tempfile, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from handmade import package

baton = os.path.abspath(sys.argv[1])
folder = pathlib.Path(tempfile.mkdtemp(prefix='baton-seal.'))
bare = {name: value for name, value in os.environ.items() if name not in ('DISPLAY', 'WAYLAND_DISPLAY', 'QT_QPA_PLATFORM')}
if 'BATON_TEST_KEYCHAIN' not in os.environ:  # whoever runs this by hand keeps their keychain to themselves
    bare['DBUS_SESSION_BUS_ADDRESS'] = 'disabled:'
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
# A client id is looked at for its form only, and where ORCID or the practice registry gives them.
for environment, warned in (('sandbox', True), ('practice', True), ('custom', False)):
    code, report, words = call('seal', '--new-key', 'odd.pem', '--card', 'odd.baton-card', '--name', 'Odd', '--client-id', 'APP-1', '--environment', environment, '--force')
    assert code == 0 and ('Warning: “APP-1”' in words) == warned, (environment, code, words)
assert call('seal', '--new-key', 'odd.pem', '--client-id', GIVER, '--force')[2] == ''
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
assert code == 0 and words == '' and report['file'].startswith('handover-sandbox-') and (folder / report['file']).exists()
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
    (('open', '--key', 'receiver.pem', 'none.baton'), 2, 'There is no such file'), (('open', '--key', 'receiver.pem', 'tokens'), 2, 'package'),
    # What is wrong with the call comes before what is wrong with the package.
    (('open', '--key', 'receiver.pem', '--at', 'never', 'none.baton'), 2, '“never” is not a time'), (('open', '--key', 'receiver.pem', '--environment', 'foo', 'none.baton'), 2, '“foo” is not'),
    (('open', '--passphrase-file', 'nothing', 'none.baton'), 2, 'nothing cannot be read'), (('open', '--key', 'nothing', 'none.baton'), 2, 'nothing cannot be read'),
    (('open', '--key', 'receiver.pem', '--sender', 'nothing', 'none.baton'), 2, 'nothing cannot be read'), (('open', '--key', 'receiver.pem', '--jwks', 'nothing', 'none.baton'), 2, 'nothing cannot be read'),
    (('open', '--key', 'receiver.pem', '--out', 'got', 'none.baton'), 1, 'got already'),
    ((*sealing, '--to', 'receiver.baton-card', '--environment', 'foo', 'none'), 2, '“foo” is not'),
    # Something else of ours is called by its name.
    (('open', '--key', 'receiver.pem', 'giver.baton-card'), 2, 'This is a card, not a package'), (('open', '--key', 'receiver.pem', 'bare.jwk'), 2, 'This is a key, not a package'),
    (('open', '--key', 'receiver.pem', 'token'), 2, 'not a package'),
    (('open', '--key', 'bare.jwk', 'a.baton'), 2, 'public key'), (('open', 'a.baton'), 2, '--key'), (('open', '--key', 'receiver.pem'), 2, 'one package'),
    (('open', '--key', '-', '-'), 2, 'one thing'), (('open', '--nope'), 2, 'nope'),
    ((*sealing, '--to', 'receiver.baton-card', one), 2, 'command line'), ((*sealing, 'tokens'), 2, '--to'), (('seal', 'tokens'), 2, '--key'),
    ((*sealing, '--to', 'receiver.baton-card', 'none'), 2, 'none'), ((*sealing, '--to', 'receiver.baton-card', '--days', 'x', 'tokens'), 2, '--days'),
    ((*sealing, '--to', 'receiver.baton-card', 'giver.baton-card'), 2, 'is not an id_token. It is a baton-card+jwt'), ((*sealing, '--to', 'receiver.baton-card', 'pass'), 2, 'not an id_token'),
    ((*sealing, '--to', 'receiver.baton-card', '--client-id', RECEIVER, 'tokens'), 1, 'Only its own client'),
    ((*sealing, '--to', 'receiver.baton-card', '--environment', 'production', 'tokens'), 1, 'never mix'),
    ((*sealing, '--to', 'giver.pem', 'tokens'), 2, 'card'), (('seal', '--new-key', 'x.pem', '--card', 'x'), 2, '--client-id'),
]
(folder / 'token').write_text(one)
for arguments, expected, part in refused:
    code, report, words = call(*arguments, secrets=(two, passphrase))
    assert code == expected and part in words, (arguments, code, report, words)
    assert report is None or not report['accepted'], report
assert not (folder / 'no').exists()
forged = id_token('0000-0002-1825-0097', iss='https://sandbox.orcid.org', exp=1)
assert call(*sealing, '--to', 'receiver.baton-card', '--out', 'no', stdin=forged)[0] == 2
(folder / 'f.baton').write_text(package(folder, 'giver.pem', passphrase, {'id': 'sandbox', 'issuer': 'https://sandbox.orcid.org'}, GIVER, forged))
code, report, words = call('open', '--passphrase-file', 'pass', '--jwks', 'jwks.json', 'f.baton')
assert code == 1 and 'expiry' in report['researchers'][0]['failed_checks'], report

# What is no id_token is not sealed, whoever signed it; nor is one twice.
def signed(header, claims):
    text = b64(json.dumps({'alg': 'RS256', **header}).encode()) + '.' + b64(json.dumps(claims).encode())
    return text + '.' + b64(openssl('dgst', '-sha256', '-sign', str(folder / 'registry.pem'), stdin=text.encode()))


good = {'iss': 'https://sandbox.orcid.org', 'aud': GIVER, 'sub': '0000-0002-1825-0097', 'iat': int(time.time()), 'exp': int(time.time()) + 86400}
no_tokens = [({'typ': 'baton-receipt+jwt'}, good, 'baton-receipt+jwt'), ({'cty': 'JWT'}, good, 'something else inside'),
             ({}, {k: v for k, v in good.items() if k != 'sub'}, 'ORCID iD'), ({}, {**good, 'sub': '0000-0002-1825-0098'}, 'ORCID iD'),
             ({}, {k: v for k, v in good.items() if k != 'aud'}, 'iss or aud'), ({}, {k: v for k, v in good.items() if k != 'exp'}, 'iat or exp')]
for header, claims, part in no_tokens:
    code, report, words = call(*sealing, '--to', 'receiver.baton-card', '--out', 'no', stdin=signed(header, claims))
    assert code == 2 and part in words and 'not an id_token' in words, (claims, code, words)
code, report, words = call(*sealing, '--to', 'receiver.baton-card', '--out', 'no', stdin=one + '\n' + two + '\n' + one)
assert code == 2 and 'Line 3 is the same id_token as line 1' in words, words
assert not (folder / 'no').exists()

# A typed passphrase is taken with a warning; seven words of the list come without.
seven = (pathlib.Path(__file__).parents[2] / 'resources' / 'words' / 'words.txt').read_text().split()[100:102]
for typed, warned in (('amber amber amber', True), ('passwordpassword1', True), ('111111222222333333456', True), (passphrase, True), ('amber-violin-quartz-nine-plum-' + '-'.join(seven[:2]), False)):
    (folder / 'typed').write_text(typed + '\n')
    code, report, words = call(*sealing, '--passphrase-file', 'typed', '--out', 'typed.baton', '--force', 'tokens', secrets=(typed,))
    assert code == 0 and ('Warning: the passphrase could be guessed' in words) == warned, (typed, code, words)

# A key and its card are written both or not at all.
(folder / 'walled').mkdir()
(folder / 'walled').chmod(0o500)
card = ('--name', 'N', '--client-id', GIVER, '--environment')
if os.geteuid():
    code, report, words = call('seal', '--new-key', 'half.pem', '--card', 'walled/card', *card, 'sandbox')
    assert code == 1 and 'walled/card cannot be written' in words and not (folder / 'half.pem').exists(), words
code, report, words = call('seal', '--new-key', 'half.pem', '--card', 'giver.baton-card', *card, 'sandbox')
assert code == 1 and 'already' in words and not (folder / 'half.pem').exists(), words
code, report, words = call('seal', '--new-key', 'half.pem', '--card', 'c', *card, 'nonsense')
assert code == 2 and '--environment is one of' in words and not (folder / 'half.pem').exists(), words

# S33: nobody but sandbox.orcid.org signs for the sandbox, whatever a package says; and that is said before a card is blamed.
at_production = id_token('0000-0002-1825-0097', iss='https://orcid.org')
(folder / 'mixed.baton').write_text(package(folder, 'giver.pem', passphrase, {'id': 'sandbox', 'issuer': 'https://orcid.org'}, GIVER, at_production))
for extra in ((), ('--environment', 'sandbox'), ('--environment', 'sandbox', '--jwks', 'jwks.json')):
    code, report, words = call('open', '--passphrase-file', 'pass', *extra, '--out', 'no', 'mixed.baton', secrets=(at_production,))
    assert code == 1 and [(check['id'], check['state']) for check in report['checks']] == [('environment', 'failed')], (extra, code, report, words)
assert call('open', '--passphrase-file', 'pass', '--environment', 'sandbox', '--issuer', 'https://orcid.org', 'mixed.baton')[0] == 2
(folder / 'production.baton').write_text(package(folder, 'giver.pem', passphrase, {'id': 'production', 'issuer': 'https://orcid.org'}, GIVER, at_production))
code, report, words = call('open', '--passphrase-file', 'pass', '--environment', 'sandbox', '--sender', 'giver.baton-card', 'production.baton')
assert code == 1 and 'It is for production (https://orcid.org)' in words and 'card' not in words, words
assert call('open', '--passphrase-file', 'pass', 'production.baton')[0] == 0
(folder / 'none.baton').write_text(package(folder, 'giver.pem', passphrase, {'id': 'sandbox', 'issuer': 'https://sandbox.orcid.org'}, GIVER, signed({}, {k: v for k, v in good.items() if k != 'sub'})))
code, report, words = call('open', '--passphrase-file', 'pass', '--out', 'no', 'none.baton')
assert code == 1 and 'ORCID iD' in report['researchers'][0]['problem'] and not (folder / 'no').exists(), report

# --at judges the id_tokens too.
code, report, words = call(*opening, '--at', '2000-06-01T00:00:00Z', 'a.baton')
assert code == 1 and 'times' in report['researchers'][0]['failed_checks'], report

# S51: what a package says reaches no terminal raw, on neither output.
nasty = 'APP-\x1b[2J\u202eEVIL\x9b31m'
(folder / 'nasty.baton').write_text(package(folder, 'giver.pem', passphrase, {'id': 'sandbox', 'issuer': 'https://sandbox.orcid.org'}, nasty, one))
for extra in ((), ('--sender', 'giver.baton-card')):
    code, report, words = call('open', '--passphrase-file', 'pass', *extra, 'nasty.baton')
    run = subprocess.run([baton, 'open', '--passphrase-file', 'pass', *extra, 'nasty.baton'], capture_output=True, env=bare, cwd=folder, timeout=60)
    for bad in (b'\x1b', '\u202e'.encode(), '\x9b'.encode()):
        assert bad not in run.stdout and bad not in run.stderr, (extra, run)
    assert report is None or report['original_client'] == nasty

# With --profile what was sealed and opened stands in that profile's ledger, or nothing is done at all.
import contextlib, sqlite3


def noted():
    with contextlib.closing(sqlite3.connect(folder / 'profile' / 'vault.sqlite')) as store:
        return sum(count for kind, count in store.execute('SELECT kind, count(*) FROM documents GROUP BY kind') if kind == 'ledger')


profile = ('--profile', 'profile')
if 'BATON_TEST_KEYCHAIN' in os.environ:
    code, report, words = call(*sealing, '--to', 'receiver.baton-card', '--out', 'noted.baton', *profile, 'tokens', secrets=(one, two))
    assert code == 0 and report['noted'], (code, report, words)
    made = noted()
    assert made >= 2, 'both researchers stand in the ledger'
    code, report, words = call(*opening, *profile, 'noted.baton', secrets=(one, two))
    assert code == 0 and report['noted'] and noted() == made + 2, (report, words, noted())
    # Again it tells nothing new; a refused one is told with its reason.
    assert call(*opening, *profile, 'noted.baton')[0] == 0 and noted() == made + 2
    code, report, words = call('open', '--key', 'receiver.pem', '--audience', GIVER, *profile, 'a.baton')
    assert code == 1 and report['noted'] and noted() > made + 2, (report, words)
else:
    for arguments in ((*sealing, '--to', 'receiver.baton-card', '--out', 'no', *profile, 'tokens'), (*opening, '--out', 'no', *profile, 'a.baton')):
        code, report, words = call(*arguments)
        assert code == 1 and report is None and 'cannot be opened without asking somebody' in words and '--profile' in words, (code, report, words)
        assert not (folder / 'no').exists()
code, report, words = call('seal', '--new-key', 'half.pem', *profile)
assert code == 2 and '--profile' in words and not (folder / 'half.pem').exists(), words

shutil.rmtree(folder)
print(f'{calls} calls judged as expected')
