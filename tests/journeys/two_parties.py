#!/usr/bin/python3
"""Two organisations, two running Batons, one practice registry that belongs to neither: cards, words, sign-in, package, exchange,
a changed record, receipts, recall. Everything is done in the windows; every step is believed only when the window and the
registry say the same. Run inside in-session --screen 2400x1000.

  two_parties.py BATON [MEMORY_SEARCH]        pictures of both windows go to the folder that BATON_JOURNEY_PICTURES names
"""
import json, os, subprocess, sys, tempfile, time, urllib.error, urllib.parse, urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from canary import Search
from chromium import Chromium
from screenreader import Desk, Pictures, Waiter, place

SOFIA, SOFIA_NAME = '0000-0002-9227-8514', 'Sofia Maria Hernandez Garcia'
FIRST, SECOND = 'Northbridge University', 'Open Grants Platform'
TITLE = 'Two desks, one record'


class Registry:
    """`baton practice`, and what it says over HTTP to whoever asks."""

    def __init__(self, baton, profile):
        self.process = subprocess.Popen([baton, 'practice', '--port', '0', '--profile', profile], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.info = json.loads(self.process.stdout.readline())

    def client(self, name):
        return next(one for one in self.info['clients'] if one['name'] == name)

    def ask(self, url, token=None, form=None):
        request = urllib.request.Request(url, urllib.parse.urlencode(form).encode() if form else None, {'Accept': 'application/json'})
        if token:
            request.add_header('Authorization', f'Bearer {token}')
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b'{}')

    def tokens(self):
        """Every token the registry ever gave for Sofia, from its own books."""
        status, state = self.ask(self.info['control']['url'] + '/save', self.info['control']['key'])
        check(status == 200, 'the registry saves its state')
        return [token for token in state['permissions']['tokens'] if token.get('researcher') == SOFIA]

    def works(self):
        client = self.client(FIRST)
        _, answer = self.ask(self.info['issuer'] + '/oauth/token', form={'client_id': client['id'], 'client_secret': client['secret'],
                                                                       'grant_type': 'client_credentials', 'scope': '/read-public'})
        status, works = self.ask(f"{self.info['api']}/{SOFIA}/works", answer['access_token'])
        check(status == 200, 'the record can be read')
        return [group['work-summary'][0] for group in works['group']]

    def end(self):
        self.process.terminate()
        self.process.wait(20)


def clipboard():
    """What another program would paste now."""
    script = ("import gi; gi.require_version('Gtk', '3.0'); from gi.repository import Gdk, Gtk; "
              "print(Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD).wait_for_text() or '', end='')")
    asked = subprocess.run([sys.executable, '-c', script], capture_output=True, text=True, timeout=60)
    check(asked.returncode == 0, f'the clipboard can be read (gir1.2-gtk-3.0): {asked.stderr[-300:]}')
    return asked.stdout


def check(holds, words):
    if not holds:
        raise SystemExit(f'two_parties: not so: {words}')


class Journey:
    def __init__(self, baton, folder, memory_search=None):
        self.baton, self.folder, self.memory_search = baton, folder, memory_search
        self.began = self.last = time.monotonic()
        self.pictures, self.ends = Pictures(), []

    def told(self, step):
        now = time.monotonic()
        print(f'{now - self.last:6.1f} s  {step}', flush=True)
        self.last = now
        self.pictures.take(step)

    def path(self, name):
        return os.path.join(self.folder, name)

    def letter(self, name):
        """A file that goes from one to the other."""
        return os.path.join(self.folder, 'post', name)

    def start(self):
        self.registry = Registry(self.baton, self.path('registry'))
        self.ends.append(self.registry.end)
        self.browser = Chromium()
        self.ends.append(self.browser.end)
        waiter = Waiter()
        for folder in ('post', 'tmp'):
            os.makedirs(self.path(folder))
        for who in ('first', 'second'):
            profile = self.path(who)
            os.makedirs(profile)
            desk = Desk(self.baton, profile, waiter, who, environment=dict(self.browser.environment(), TMPDIR=self.path('tmp')),
                        output=self.path(f'post/{who}.said'))
            self.ends.append(desk.end)
            setattr(self, who, desk)
        self.told('two Batons, a registry and a browser run')

    def both(self):
        return (self.first, FIRST), (self.second, SECOND)

    # Whoever runs a registry of their own is a custom provider; the client's data come from the registry's operator.
    def settle(self):
        for desk, name in self.both():
            desk.press('Continue', 60)  # the keychain keeps the vault's key
            desk.press('Connect to ORCID Sandbox')
            place(desk.process.pid, 0 if desk is self.first else 1200, 0)
            desk.choose('Environment', 'Custom provider')
            desk.write('Issuer address', self.registry.info['issuer'])
            desk.write('Record API address', self.registry.info['api'])
            desk.press('Use this provider')
            desk.wait(lambda: not desk.look('Use this provider'), 20, 'the provider is not taken')
            desk.page('Clients and partners')
            client = self.registry.client(name)
            desk.press('Add client')
            desk.write('Name', name)
            desk.write('Client ID', client['id'])
            desk.write('Client secret', client['secret'])
            desk.press('Add this client')
            desk.wait(lambda: not desk.look('Add this client'), 20, 'the client is not kept')
            desk.sees(client['id'])
        self.told('both know the registry and their own client')

    def cards(self):
        for desk, name in self.both():
            desk.press('Share my card')
            desk.press('Save card file')
            desk.file(self.letter(f'{name}.baton-card'), 'Save')
            desk.press('Close')
        for desk, partner in ((self.first, SECOND), (self.second, FIRST)):
            desk.press('Import card')
            desk.press('Choose card file')
            desk.file(self.letter(f'{partner}.baton-card'), 'Open')
            desk.find(f'Partner {partner}')
        self.told('cards exchanged as files')

    def words(self):
        for desk, partner in ((self.first, SECOND), (self.second, FIRST)):
            desk.press(f'Compare words with {partner}')
        theirs = {desk.name: desk.list_below('Partner’s words') for desk, _ in self.both()}
        ours = {desk.name: desk.list_below('Our words') for desk, _ in self.both()}
        check(len(ours['first']) == 10, 'five words with their numbers are shown')
        check(ours['first'] == theirs['second'] and ours['second'] == theirs['first'], f'the words agree: {ours}, {theirs}')
        check(ours['first'] != ours['second'], 'two keys have two sets of words')
        self.pictures.take('words side by side')
        for desk, partner in ((self.first, SECOND), (self.second, FIRST)):
            for number in range(1, 6):
                desk.tick(f'Heard word {number}')
            desk.press('Confirm partner')
            desk.wait(lambda: (row := desk.look(f'Partner {partner}')) and row.description.startswith('Confirmed'), 20, 'the partner is not confirmed')
        self.told('words compared, partners confirmed')

    def sign_in(self):
        desk = self.first
        desk.page('Sign in')
        for scope in ('/read-limited', '/activities/update'):
            desk.tick(f'Scope {scope}')
        desk.press('Open browser to sign in')
        self.browser.click(f'Sign in as {SOFIA_NAME}')
        self.browser.click('Authorize access')
        desk.sees('8 of 8 checks passed')
        tokens = self.registry.tokens()
        desk.press('Copy id_token')
        self.id_token = desk.wait(lambda: (text := clipboard()).count('.') == 2 and text, 20, 'the id_token is not on the clipboard')
        check(len(tokens) == 1 and tokens[0]['client'] == self.registry.client(FIRST)['id'], 'the registry gave one token, to the first client')
        self.browser.open(self.registry.info['issuer'] + '/trusted-parties')
        self.browser.reads(FIRST)
        self.told('Sofia allowed it in her browser')

    def hand_over(self):
        desk = self.first
        desk.press('Hand over id_token')
        desk.press(f'Partner {SECOND}')
        desk.press('Save package')
        package = self.letter('for-open-grants.baton')
        desk.file(package, 'Save')
        self.waits_for_file(desk, package)
        check(os.stat(package).st_mode & 0o077 == 0, 'only this account reads the package')
        with open(package) as file:
            check(file.read().strip().count('.') == 4, 'the package is a compact JWE')
        desk.page('Ledger')
        desk.sees('Chain unbroken')
        self.told('package saved to a file')
        desk = self.second
        desk.page('Inbox')
        desk.press('Open package')
        desk.file(package, 'Open')
        desk.sees('6 of 6 checks passed')
        self.told('the other Baton opened it')

    def waits_for_file(self, desk, path):
        desk.wait(lambda: os.path.exists(path) and os.path.getsize(path), 20, f'{os.path.basename(path)} is not written')

    def exchange(self):
        desk = self.second
        desk.press('Exchange for access token')
        desk.sees(SOFIA_NAME, seconds=30)
        desk.find('Add item', seconds=30)
        second = self.registry.client(SECOND)['id']
        check(any(token['client'] == second for token in self.registry.tokens()), 'the registry gave the second client a delegated token')
        self.told('exchanged, the record is there')

    def change_record(self):
        desk, before = self.second, len(self.registry.works())
        desk.press('Add item')
        desk.write('Title', TITLE)
        desk.choose('Type', 'Blog post')
        desk.choose('Identifier 1 type', 'doi')
        desk.write('Identifier 1 value', '10.5555/two-parties.1')
        desk.press('Send changes')
        self.second.wait(lambda: len(self.registry.works()) > before, 20, 'the registry has no new work')
        work = next(one for one in self.registry.works() if one['title']['title']['value'] == TITLE)
        source = work['source']
        check(source['source-client-id']['path'] == self.registry.client(SECOND)['id'], 'the second client is its source')
        check(source['assertion-origin-client-id']['path'] == self.registry.client(FIRST)['id'], 'on behalf of the first')
        desk.sees(TITLE)
        self.told('a work added on behalf of the first')

    def receipt(self, name):
        """The second saves a receipt, the first imports it."""
        path = self.letter(f'{name}.baton-receipt')
        self.second.page('Inbox')
        self.second.press('Save receipt')
        self.second.file(path, 'Save')
        self.waits_for_file(self.second, path)
        with open(path) as file:
            check(file.read().strip().count('.') == 2, 'the receipt is a compact JWS')
        self.first.page('Ledger')
        self.first.press('Import receipt')
        self.first.file(path, 'Open')
        self.first.sees('Receipt imported.', 'new entr')

    def first_receipt(self):
        self.receipt('opened-and-exchanged')
        desk = self.first
        desk.find('Opened')
        desk.find('Exchanged ×1')
        desk.sees('signed receipt')
        desk.sees('Chain unbroken')
        self.told('receipt imported, the ledger knows')

    def recall(self):
        desk = self.first
        desk.press('Recall hand-over')
        desk.press('Revoke our tokens')
        desk.sees('200', 'revoked')
        first = self.registry.client(FIRST)['id']
        check(all(token.get('disabled') for token in self.registry.tokens() if token['client'] == first), 'the registry disabled the first client’s tokens')
        desk.press('Copy text for the researcher')
        desk.press('Save notice for the partner')
        notice = self.letter('recall.baton-notice')
        desk.file(notice, 'Save')
        self.waits_for_file(desk, notice)
        desk.press('Try exchange again')
        desk.sees('Asked, not yet proven')
        self.pictures.take('recall page')
        desk.press('Finish recall')
        self.told('recall asked for')
        # What she sees of it: nobody is trusted any more.
        self.browser.open(self.registry.info['issuer'] + '/trusted-parties')
        self.browser.reads('You have not allowed anybody yet')
        self.told('recall asked for, nobody is trusted any more')

    def refused(self):
        desk = self.second
        desk.page('Inbox')
        desk.press('Probe')
        desk.sees('Revoked')
        self.told('the exchange fails on the second desk')
        desk.press('Open package')
        desk.file(self.letter('recall.baton-notice'), 'Open')
        desk.sees(f'{FIRST} recalled what was handed over')
        self.told('the notice wiped the id_token')

    def proof(self):
        self.receipt('wiped')
        desk = self.first
        desk.find('Proven: an exchange was refused')
        desk.find('The copy of the id_token here is gone')
        desk.sees('Chain unbroken')
        self.told('proof in the ledger')

    def canaries(self):
        """G7: of all the registry gave and the two keep, nothing lies about in clear."""
        secrets = {f'{kind} {number}': token[kind] for number, token in enumerate(self.registry.tokens()) for kind in ('value', 'refresh') if token.get(kind)}
        for _, name in self.both():
            secrets[f'client secret of {name}'] = self.registry.client(name)['secret']
        secrets['control key'] = self.registry.info['control']['key']
        secrets['id_token'] = self.id_token
        # A signature alone is worth looking for: it is what a part of the token in some log would be told by.
        secrets['signature of the id_token'] = self.id_token.split('.')[2]
        search = Search(secrets)
        check(search.in_bytes(self.id_token.encode(), 'a clipboard'), 'the search would find the id_token')
        self.first.wait(lambda: not search.in_bytes(clipboard().encode(), 'the clipboard'), 60, 'the clipboard keeps a secret (S50)')
        places = [self.path('first'), self.path('second'), self.path('tmp'), self.path('post'), os.environ['HOME']]
        for desk, _ in self.both():
            check(not search.in_process(desk.process.pid), f'nothing secret in what /proc tells of {desk.name}')
            if self.memory_search:
                # What was copied left Baton on purpose: the first desk is searched for the rest.
                copied = {} if desk is self.second else {'id_token', 'signature of the id_token'}
                self.locks(desk, Search({name: value for name, value in secrets.items() if name not in copied}))
            with open(f'/proc/{desk.process.pid}/limits') as limits:
                core = next(line for line in limits if line.startswith('Max core file size'))
            check(core.split()[4:6] == ['0', '0'], 'no core file (S48)')
            desk.end()
            check(desk.process.returncode in (0, -15), f'{desk.name} ended well')
        check(not search.under(*places), f'nothing secret on disk: {search.under(*places)}')
        search.proves_itself(self.path('post'))
        self.told(f'{len(secrets)} secrets nowhere in clear')

    def locks(self, desk, search):
        """While it works, secrets are in memory; with the vault locked none is."""
        check(search.in_memory(desk.process.pid, self.memory_search), f'a search of {desk.name} at work finds its secrets')
        desk.page('Preferences')
        desk.press('Lock now')
        desk.sees('Closed')
        found = search.in_memory(desk.process.pid, self.memory_search)
        check(not found, f'{desk.name} is locked and holds secrets:\n  ' + '\n  '.join(found))

    def run(self):
        steps = (self.start, self.settle, self.cards, self.words, self.sign_in, self.hand_over, self.exchange, self.change_record,
                 self.first_receipt, self.recall, self.refused, self.proof, self.canaries)
        try:
            for step in steps:
                step()
            print(f'{time.monotonic() - self.began:6.1f} s  in all')
        except BaseException:
            self.pictures.take('stopped')
            for desk in ('first', 'second'):
                if hasattr(self, desk):
                    print(f'--- {desk}:', *dict.fromkeys(filter(None, getattr(self, desk).words())), sep='\n  ', file=sys.stderr)
            raise
        finally:
            for end in reversed(self.ends):
                end()


if __name__ == '__main__':
    with tempfile.TemporaryDirectory(prefix='baton-journey.') as folder:
        Journey(sys.argv[1], folder, *sys.argv[2:]).run()
