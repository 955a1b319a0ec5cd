"""The same delegation as bench_relay, made by curl: one process a call, as in a shell. Returns the milliseconds of the calls."""
import html, json, re, subprocess, tempfile, time

EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
TYPE = 'urn:ietf:params:oauth:token-type:'


def walk(baton, env):
    with subprocess.Popen([baton, 'practice', '--port', '0'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env) as registry:
        try:
            info = json.loads(registry.stdout.readline())
            with tempfile.TemporaryDirectory() as folder:
                return calls(info, folder + '/jar')
        finally:
            registry.terminate()
            registry.wait(20)


def calls(info, jar):
    by_name = {client['name']: client for client in info['clients']}
    a, b = by_name['Northbridge University'], by_name['Open Grants Platform']
    issuer, api, orcid = info['issuer'], info['api'], info['researchers'][0]['orcid']
    started = time.monotonic()

    def curl(url, *arguments, **form):
        fields = [part for name, value in form.items() for part in ('--data-urlencode', f'{name}={value}')]
        return subprocess.run(['curl', '-sS', *arguments, *fields, url], capture_output=True, text=True, check=True).stdout

    json.loads(curl(issuer + '/.well-known/openid-configuration'))
    page = curl(issuer + '/oauth/authorize', '-G', '-c', jar, '-b', jar, client_id=a['id'], response_type='code',
                redirect_uri=a['redirect_uris'][0], scope='openid /read-limited /activities/update', state='xyz', nonce='n', prompt='login')
    form = page.split('action="/oauth/authorize"', 1)[1]
    hidden = {name: html.unescape(re.search(f'name="{name}" value="([^"]*)"', form).group(1)) for name in ('csrf', 'request')}
    landed = curl(issuer + '/oauth/authorize', '-c', jar, '-b', jar, '-o', '/dev/null', '-w', '%{redirect_url}', researcher=orcid,
                  decision='authorize', **hidden)
    code = re.search('code=([0-9A-Za-z]{6})', landed).group(1)
    tokens = json.loads(curl(issuer + '/oauth/token', client_id=a['id'], client_secret=a['secret'], grant_type='authorization_code',
                             code=code, redirect_uri=a['redirect_uris'][0]))
    curl(issuer + '/oauth/jwks')
    delegated = json.loads(curl(issuer + '/oauth/token', client_id=b['id'], client_secret=b['secret'], grant_type=EXCHANGE,
                                subject_token=tokens['id_token'], subject_token_type=TYPE + 'id_token', requested_token_type=TYPE + 'access_token'))
    bearer = ['-H', 'Authorization: Bearer ' + delegated['access_token'], '-H', 'Accept: application/json']
    work = {'title': {'title': {'value': 'By curl'}}, 'type': 'journal-article', 'external-ids': {'external-id': [
        {'external-id-type': 'doi', 'external-id-value': '10.5555/curl.1', 'external-id-relationship': 'self'}]}}
    head = curl(f'{api}/{orcid}/work', *bearer, '-D', '-', '-H', 'Content-Type: application/json', '--data-binary', json.dumps(work))
    put_code = re.search(r'/work/(\d+)', head).group(1)
    for _ in range(2):  # Baton reads back after the write, and the demonstration reads once more
        item = json.loads(curl(f'{api}/{orcid}/work/{put_code}', *bearer))
    assert item['source']['assertion-origin-client-id']['path'] == a['id']
    return (time.monotonic() - started) * 1000
