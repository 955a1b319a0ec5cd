#!/usr/bin/env python3
"""The command line from outside: what is understood, exit codes, the line of `baton practice`, signals.

  command_line.py BATON
"""
import json, os, pathlib, re, signal, subprocess, sys, tempfile, urllib.error, urllib.request

baton = sys.argv[1]
# No display at all: whoever only asks for words must get them all the same.
bare = {name: value for name, value in os.environ.items() if name not in ('DISPLAY', 'WAYLAND_DISPLAY', 'QT_QPA_PLATFORM')}


def call(*arguments):
    run = subprocess.run([baton, *arguments], capture_output=True, text=True, env=bare, timeout=30)
    return run.returncode, run.stdout, run.stderr


for verb in ((), ('practice',), ('demo',), ('verify',), ('seal',), ('open',)):
    # The usage line names the verb, so that it can be copied.
    usage = 'Usage: ' + ' '.join((baton, *verb, '[options]'))
    for asked in ((*verb, '--help'), (*verb, '--help-all'), ('help', *verb)):
        code, out, err = call(*asked)
        assert code == 0 and usage in out.splitlines()[0] + ' ' and err == '', (asked, code, out, err)
code, out, err = call('--version')
assert code == 0 and out.startswith('Baton '), (code, out, err)

refused = [
    (('frobnicate',), 'frobnicate'), (('--nope',), 'nope'), (('--practice-port', 'x'), 'x'), (('--practice-port', '65536'), '65536'),
    (('a.baton', 'b.baton'), 'b.baton'), (('demo', 'extra'), 'extra'), (('demo', '--practice-port', 'x'), 'x'), (('demo', '--nope'), 'nope'),
    (('practice', 'extra'), 'extra'), (('practice', '--port', '70000'), '70000'), (('practice', '--records', '10001'), '10001'),
    (('practice', '--fault', 'slow=abc'), '“abc”'), (('practice', '--nope'), 'nope'), (('verify', '--nope', 'x'), 'nope'), (('verify',), 'id_token'), (('verify', 'a', 'b'), 'id_token'),
]
for arguments, named in refused:
    code, out, err = call(*arguments)
    assert code == 2 and out == '' and named in err, (arguments, code, out, err)

# Without a display the window says so in words and ends by itself; so does a platform that Qt does not have.
for more, named in (({}, 'no display'), ({'DISPLAY': ':4711'}, ':4711'), ({'QT_QPA_PLATFORM': 'nonsense'}, 'nonsense')):
    run = subprocess.run([baton], capture_output=True, text=True, env={**bare, **more}, timeout=30)
    assert run.returncode == 1 and run.stdout == '' and named in run.stderr and 'desktop session' in run.stderr, run
    assert len(run.stderr.splitlines()) == 1 and 'Qt platform plugin' not in run.stderr, run.stderr

# Where a demonstration cannot be kept it is not played, and that is said once.
with tempfile.TemporaryDirectory(prefix='baton-out.') as folder:
    with open(os.path.join(folder, 'file'), 'w', encoding='utf-8'):
        pass
    for where, part in (('/proc/baton-demo', 'nothing can be written into /proc'), (os.path.join(folder, 'file', 'deeper'), 'file is a file')):
        code, out, err = call('demo', '--out', where)
        assert code == 1 and out == '' and part in err and err.count('baton demo:') == 1, (code, out, err)


def practice(*more):
    run = subprocess.Popen([baton, 'practice', '--port', '0', *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=bare)
    return run, json.loads(run.stdout.readline())


for end in (signal.SIGINT, signal.SIGTERM):
    run, ready = practice()
    try:
        assert list(sorted(ready)) == ['api', 'clients', 'control', 'issuer', 'researchers'], ready
        assert ready['api'] == ready['issuer'] + '/v3.0'
        assert len(ready['clients']) >= 4 and len(ready['researchers']) >= 6
        for client in ready['clients']:
            assert set(client) == {'id', 'secret', 'name', 'redirect_uris', 'state', 'kind', 'delegation'} and client['secret'] and isinstance(client['redirect_uris'], list), client
        for researcher in ready['researchers']:
            assert set(researcher) == {'orcid', 'name', 'state', 'visibility', 'biography'} and researcher['name'], researcher
        # Everybody a tester needs is there from the start.
        assert {'active', 'locked', 'deactivated'} == {client['state'] for client in ready['clients']}, ready['clients']
        assert {'active', 'locked', 'deactivated', 'deprecated', 'unclaimed'} == {one['state'] for one in ready['researchers']}, ready['researchers']
        port = ready['issuer'].rsplit(':', 1)[1]
        code, out, err = call('practice', '--port', port)
        assert code == 1 and out == '' and port in err and 'in use' in err, (code, out, err)
        with urllib.request.urlopen(ready['issuer'] + '/.well-known/openid-configuration') as answer:
            assert json.load(answer)['issuer'] == ready['issuer']
        run.send_signal(end)
        out, err = run.communicate(timeout=10)
        assert run.returncode == 0 and out == '', (end, run.returncode, out)
        assert ready['issuer'] in err and not any(client['secret'] in err for client in ready['clients']), err
        assert ready['control']['key'] not in err, err
    finally:
        if run.poll() is None:
            run.kill()

# With a profile the secrets of the first start come again, in a file for this account alone.
with tempfile.TemporaryDirectory(prefix='baton-practice.') as profile:
    seen = []
    for _ in range(2):
        run, ready = practice('--profile', profile)
        seen.append({client['id']: client['secret'] for client in ready['clients']})
        run.terminate()
        run.communicate(timeout=10)
    assert seen[0] == seen[1]
    for folder, _, names in os.walk(profile):
        for name in names:
            assert os.stat(os.path.join(folder, name)).st_mode & 0o077 == 0, name

# A team's own people as the documentation shows them, a fault from the start, and one JSON object per request on standard error.
documented = re.search(r'```json\n(\{.*?\n\})\n```', (pathlib.Path(__file__).parents[2] / 'docs/practice.md').read_text(encoding='utf-8'), re.S).group(1)
with tempfile.TemporaryDirectory(prefix='baton-practice.') as folder:
    state = os.path.join(folder, 'state.json')
    with open(state, 'w', encoding='utf-8') as file:
        file.write(documented)
    run, ready = practice('--state', state, '--fault', 'jwks-unreachable', '--log', 'json')
    try:
        assert [one['name'] for one in ready['researchers']] == ['Mei Tanaka'], ready['researchers']
        control = urllib.request.Request(ready['control']['url'], headers={'Authorization': 'Bearer ' + ready['control']['key']})
        with urllib.request.urlopen(control) as answer:
            on = [fault['name'] for fault in json.load(answer)['faults'] if fault['on']]
        assert on == ['jwks-unreachable'], on
        for key in ('', 'Bearer wrong'):
            try:
                urllib.request.urlopen(urllib.request.Request(ready['control']['url'], headers={'Authorization': key}))
                raise AssertionError('the control API answered without the key')
            except urllib.error.HTTPError as refusal:
                assert refusal.code == 401, refusal.code
        run.terminate()
        out, err = run.communicate(timeout=10)
        lines = [json.loads(line) for line in err.splitlines()] # every one of them
        assert lines[0]['event'] == 'ready' and lines[0]['issuer'] == ready['issuer'], lines[0]
        lines = lines[1:]
        paths = [line['path'] for line in lines]
        assert paths.count('/practice/control') == 3 and {200, 401} == {line['status'] for line in lines}, lines
        assert ready['control']['key'] not in err, err
    finally:
        if run.poll() is None:
            run.kill()
    with open(state, 'w', encoding='utf-8') as file:
        file.write('{"researchers": [{"orcid": "0000-0000-9200-0019", "given": "Mei"}]}')
    code, out, err = call('practice', '--port', '0', '--log', 'json', '--state', state)
    assert code == 1 and out == '' and json.loads(err)['event'] == 'failed' and 'researchers[0].orcid' in json.loads(err)['message'], (code, out, err)
    code, out, err = call('practice', '--port', '0', '--log=json', '--rate', 'often')
    assert code == 2 and json.loads(err)['event'] == 'wrong-call', (code, out, err)
    code, out, err = call('practice', '--port', '0', '--api', 'https://api.practice.example')
    assert code == 1 and '/v3.0' in err, (code, out, err)
    code, out, err = call('practice', '--port', '0', '--state', state)
    assert code != 0 and out == '' and 'researchers[0].orcid' in err, (code, out, err)

print(f'{len(refused) + 6} calls and 5 registries behaved as expected')
