#!/usr/bin/python3
"""S47: the vault against a real Secret Service that is absent, slow, denied, locked, killed while it is asked, and killed while
the vault is open. What was stored is there again each time.

  keychain_moods.py VAULT_PROBE FOLDER      inside secretservice.sh, on a bus where nothing starts by itself
"""
import os, subprocess, sys, threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'support'))
from keyring import Keyring


class Probe:
    """vault_probe in conversation: a command in, what the vault does out."""

    def __init__(self, probe, profile):
        self.process = subprocess.Popen([probe, profile, 'talk'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def do(self, command):
        self.process.stdin.write(command + '\n')
        self.process.stdin.flush()

    def hears(self, *wanted):
        rescue = threading.Timer(40, self.process.kill)
        rescue.start()
        line = self.process.stdout.readline().strip()
        rescue.cancel()
        if line not in wanted:
            self.do('why')
            sys.exit(f'FAIL wanted one of {wanted}, got [{line}]; {self.process.stdout.readline()}')
        return line

    def end(self):
        self.process.kill()
        self.process.wait(10)


def told(mood):
    print('ok  ', mood, flush=True)


def main(program, folder):
    keyring, probe = Keyring(), Probe(program, os.path.join(folder, 'moods'))
    try:
        walk(keyring, probe)
    finally:
        probe.end()
        keyring.end()


REFUSED, GONE, ASKING = 'KeychainRefused vault.keychain_refused', 'KeychainRefused vault.keychain_absent', 'AskingKeychain'


def walk(keyring, probe):
    probe.do('open')
    probe.hears(ASKING)
    probe.hears('NeedsChoice')
    told('absent: asks how to go on')

    keyring.start()
    probe.do('open')
    probe.hears(ASKING)
    probe.hears('Open')
    probe.do('put kept')
    probe.hears('stored')
    probe.do('lock')
    probe.hears('Closed')
    told('there: the key is kept')

    keyring.freeze()
    probe.do('open')
    probe.hears(ASKING)
    probe.do('get')
    probe.hears('vault.locked')  # answers at once, the program is usable
    keyring.thaw()
    probe.hears('Open')
    probe.do('get')
    probe.hears('kept')
    told('slow: waits, then opens')

    keyring.kill()
    probe.do('get')
    probe.hears('kept')
    probe.do('put still kept')
    probe.hears('stored')
    told('killed while open: goes on')
    probe.do('lock')
    probe.hears('Closed')
    probe.do('open')
    probe.hears(ASKING)
    probe.hears(GONE)
    told('gone: says so')

    keyring.start()
    keyring.freeze()
    probe.do('open')
    probe.hears(ASKING)
    keyring.kill()
    probe.hears(REFUSED, GONE)
    told('killed while asked: refused, nothing made anew')

    keyring.start(unlocked=False)
    keyring.asks('dismiss')
    probe.do('open')
    probe.hears(ASKING)
    keyring.was_asked()
    probe.hears(REFUSED)
    told('denied: refused, and not taken for lost')

    keyring.asks('ignore')
    probe.do('open')
    probe.hears(ASKING)
    keyring.was_asked()
    probe.do('get')
    probe.hears('vault.locked')
    told('locked: the question stands, the program is usable')
    keyring.kill()
    probe.hears(GONE)
    keyring.asks_nobody()
    told('killed while its owner was asked: gone')

    keyring.start()
    probe.do('open')
    probe.hears(ASKING)
    probe.hears('Open')
    probe.do('get')
    probe.hears('still kept')
    told('back again: nothing was lost')


main(*sys.argv[1:])
