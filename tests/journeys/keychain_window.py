#!/usr/bin/python3
"""S47 in the real window against a real Secret Service: absent, slow, vanished, killed while it is asked, denied, locked. Each time
the right question is put, Baton stays usable, and nothing that was kept is lost. Run inside in-session --no-keyring --quiet-bus.

  keychain_window.py BATON
"""
import os, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, 'support'), os.path.join(HERE, '..', 'support')]
from keyring import Keyring
from screenreader import Desk, Pictures, Waiter

CLIENT, SECRET = 'APP-KEYCHA1NM00DS0X1', 'kept-in-the-keychain-0001'


class Moods:
    def __init__(self, baton, folder):
        self.keyring, self.pictures = Keyring(), Pictures()
        self.began = time.monotonic()
        profile = os.path.join(folder, 'profile')
        os.mkdir(profile)
        self.desk = Desk(baton, profile, Waiter())

    def told(self, mood):
        self.pictures.take(mood)
        print(f'{time.monotonic() - self.began:6.1f} s  {mood}', flush=True)

    def gone(self, name):
        self.desk.wait(lambda: not self.desk.look(name), 30, f'“{name}” does not go away')

    def kept(self):
        """The client that was put into the vault is there."""
        self.desk.page('Clients and partners')
        self.desk.sees(CLIENT)
        self.desk.page('Preferences')

    def asks(self):
        """Closes the vault and asks the keychain for it again."""
        self.desk.press('Lock now')
        self.desk.press('Unlock vault')

    def absent(self):
        desk = self.desk
        desk.sees('No keychain on this computer', seconds=60)
        for name in ('Vault with passphrase', 'This session only', 'Vault passphrase', 'Repeat vault passphrase', 'Restore from backup'):
            desk.find(name)
        self.told('absent on a new profile: passphrase or this session only')
        self.keyring.start()
        desk.press('Look again')
        desk.sees('Baton keeps secrets in your keychain')
        desk.press('Continue')
        desk.press('Connect to ORCID Sandbox')
        desk.press('Add client')
        desk.write('Name', 'Keychain moods')
        desk.write('Client ID', CLIENT)
        desk.write('Client secret', SECRET)
        desk.press('Add this client')
        self.gone('Add this client')
        self.kept()
        self.told('there: the vault opens')

    def slow(self):
        desk = self.desk
        self.keyring.freeze()
        self.asks()
        desk.sees('Waiting for the keychain')
        desk.press('Go on locked')
        desk.page('Traffic')
        self.told('slow: waits, and Baton is usable')
        self.keyring.thaw()
        desk.page('Preferences')
        desk.find('Lock now', seconds=30)
        self.kept()

    def vanished(self):
        desk = self.desk
        self.keyring.kill()
        self.kept()
        self.asks()
        desk.sees('The keychain has gone')
        desk.sees('Nothing is lost')
        self.told('killed while the vault was open: gone')
        self.keyring.start()
        desk.press('Ask keychain again')
        self.gone('Ask keychain again')
        self.kept()

    def killed_midway(self):
        desk = self.desk
        self.keyring.freeze()
        self.asks()
        desk.sees('Waiting for the keychain')
        self.keyring.kill()
        desk.sees('Nothing is lost')
        desk.find('Ask keychain again')
        self.told('killed while it was asked: ask again')
        self.keyring.start()
        desk.press('Ask keychain again')
        self.gone('Ask keychain again')
        self.kept()

    def denied(self):
        desk = self.desk
        self.keyring.stop()
        self.keyring.start(unlocked=False)
        self.keyring.asks('dismiss')
        self.asks()
        self.keyring.was_asked()
        desk.sees('The keychain is locked')
        desk.sees('did not give out the vault')
        self.told('denied: ask again, or go on locked')
        desk.press('Go on locked')
        desk.page('Traffic')
        desk.page('Clients and partners')
        desk.sees('Clients are in the vault, which is closed')
        desk.page('Preferences')

    def locked(self):
        desk = self.desk
        self.keyring.asks('ignore')
        desk.press('Unlock vault')
        self.keyring.was_asked()
        desk.sees('Baton asked your system to unlock it')
        self.told('locked: the question stands, Baton waits beside it')
        desk.press('Go on locked')
        self.keyring.kill()
        desk.sees('The keychain has gone')
        self.keyring.asks_nobody()
        self.keyring.start()
        desk.press('Ask keychain again')
        self.gone('Ask keychain again')
        self.kept()
        self.told('open again, nothing was lost')

    def forgets(self):
        """Older copies of the vault and the practice registry's key are Baton's too; what is not Baton's stays."""
        desk = self.desk
        older = [os.path.join(desk.profile, name) for name in ('vault.sqlite.replaced-20260101-101112-123', 'vault.json.replaced-20260101-101112-123',
                                                               'vault.sqlite.damaged-20260101-101112', 'practice/practice-registry.json')]
        notes = os.path.join(desk.profile, 'my notes')
        os.makedirs(os.path.join(desk.profile, 'practice'), exist_ok=True)
        for path in (*older, notes):
            if not os.path.exists(path):
                with open(path, 'w') as file:
                    file.write('something')
        desk.page('Preferences')
        desk.press('Forget everything')
        desk.sees('What Baton cannot forget')
        desk.sees('What a backup program copied')
        desk.press('Forget all of it')
        self.gone('Forget all of it')
        left = [path for path in older if os.path.exists(path)]
        if left or not os.path.exists(notes):
            raise SystemExit(f'keychain_window: forgotten, and still there: {left}; notes {os.path.exists(notes)}')
        self.told('everything of Baton’s is forgotten')

    def run(self):
        try:
            for mood in (self.absent, self.slow, self.vanished, self.killed_midway, self.denied, self.locked, self.forgets):
                mood()
        except BaseException:
            self.pictures.take('stopped')
            print(*dict.fromkeys(filter(None, self.desk.words())), sep='\n  ', file=sys.stderr)
            raise
        finally:
            self.desk.end()
            self.keyring.end()


with tempfile.TemporaryDirectory(prefix='baton-moods.') as place:
    Moods(sys.argv[1], place).run()
