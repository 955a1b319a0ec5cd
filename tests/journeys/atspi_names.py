#!/usr/bin/python3
"""Walks the running program through the accessibility tree, as a screen reader does: starts practising, plays the demonstration,
opens every page and looks for the accessible names that are part of the interface. Run inside in-session.

  atspi_names.py BATON
"""
import os, sys, tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from screenreader import FIELDS, Desk, Waiter, name_of
import pyatspi

WINDOW = ['Main navigation', 'Environment', 'Main menu', 'Registry state', 'Last request', 'Delegated token']
PAGES = {
    'Overview': ['Sequence diagram', 'Play the demonstration', 'Next step', 'Start over', 'Show HTTP exchange'],
    'Sign in': ['Client', 'Scope openid', 'Scope /read-limited', 'Scope /activities/update', 'Scope /person/update', 'Scope /authenticate',
                'Redirect URI', 'Sign-in link', 'Open browser to sign in', 'Copy redirect URI', 'Copy sign-in link', 'Manage clients',
                'Use an existing access token'],
    'Identity token': ['Verification', 'Claims', 'ORCID iD', 'Check again', 'Hand over id_token', 'Copy claims as JSON', 'Copy ORCID iD',
                       'Show raw id_token', 'Copy id_token'],
    'Hand over': ['Protect with partner’s key', 'Protect with passphrase', 'Partner Open Grants Platform', 'Package expires after',
                  'Note to the partner', 'Search hand-overs', 'What will be shared', 'Past hand-overs', 'Save package', 'Copy package as text',
                  'Add partner', 'How to revoke', 'What it allows'],
    'Inbox': ['Received packages', 'Open package', 'Paste package', 'Package checks', 'Exchange as', 'All scopes the researcher allowed',
              'Only chosen scopes', 'Exchange for access token'],
    'Record': ['Sections', 'Items', 'Search items', 'Ours only', 'Item details', 'Add item', 'Edit item', 'Delete item', 'Refresh record',
               'Show HTTP exchange'],
    'Traffic': ['Filter requests', 'All requests', 'Giving', 'Receiving', 'Failed', 'Hide secrets', 'Requests', 'Export HAR', 'Clear traffic'],
    'Ledger': ['Search ledger', 'All hand-overs', 'Made', 'Received', 'Still usable', 'Hand-overs', 'Hand-over details', 'Ledger chain',
               'Import receipt', 'Export ledger', 'Probe now', 'Recall hand-over', 'Show in record'],
    'Registry': ['Fault board', 'Practice researchers', 'Practice clients', 'Registry address', 'Registry clock', 'Control key',
                 'Open in browser', 'Stop registry', 'Reset registry', 'Save state', 'Load state', 'All faults off', 'Clock back one hour',
                 'Clock forward one hour', 'Token hour over', 'More clock settings', 'Add practice researcher', 'Add practice client'],
    'Clients and partners': ['Our clients', 'Partners', 'Search partners', 'Client ID', 'Redirect URI 1', 'Key thumbprint', 'Key in words',
                             'Add client', 'Remove client', 'Replace client secret', 'Try ID and secret', 'New key',
                             'Share my card', 'Import card'],
    'Preferences': ['Text size 100 percent', 'Text size 150 percent', 'Open links with', 'Sign-in waits', 'Request waits', 'Hide secrets after',
                    'Keep spinners still', 'Renew token by itself', 'Start practice registry', 'Practice port', 'Callback address',
                    'Use vault passphrase', 'Lock now', 'Back up', 'Restore backup', 'Forget everything', 'Restore defaults'],
}
# Pages behind a button of another: where, the button, the way back, the names.
BEHIND = {
    'What it allows': ('Hand over', 'What it allows', 'Back to Hand over',
                       ['Researcher in package', 'Will be able to', 'Will not be able to', 'Permissions counted', 'How it ends', 'Print page',
                        'Save package']),
    'Recall': ('Ledger', 'Recall hand-over', 'Finish recall',
               ['Recall steps', 'Copy text for the researcher', 'Try exchange again', 'Print proof', 'Finish recall']),
}
# Tools of the whole record, in its list of sections: where a file is chosen, and the names.
TOOLS = {
    'Provenance': (None, None, ['Asserted by', 'Only what I may change', 'Sections by asserter', 'Search all sections', 'Export items']),
    'Import': ('Choose file', 'title,type,doi\nTide gauges,journal-article,10.5555/names.1\nPeat,journal-article,10.5555/names.2\n',
               ['title becomes', 'type becomes', 'doi becomes', 'Rehearsal', 'Keep put-codes', 'All rows', 'New rows', 'Same rows', 'Refused rows',
                'Search rows', 'Choose other file', 'Export verdicts', 'Send works']),
    'Batch': ('Choose CSV', 'orcid,title,type,doi\n0000-0002-9227-8514,Tide gauges,journal-article,10.5555/names.1\n',
              ['Batch progress', 'Researchers in batch', 'Rows', 'All rows', 'Refused rows', 'Rows to do', 'Start batch', 'Export result']),
}
NAMED = (pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_CHECK_BOX, pyatspi.ROLE_COMBO_BOX, *FIELDS)


class Look:
    def __init__(self, desk):
        self.desk, self.missing, self.found = desk, [], 0

    def all(self, place, names):
        absent = set(names)

        def there():
            for node in self.desk.nodes():
                try:
                    absent.discard(name_of(node))
                except Exception:
                    continue
                if not absent:
                    return True
            return False
        self.desk.waiter.until(there, 8)
        self.found += len(names) - len(absent)
        self.missing += [f'{place}: {name}' for name in names if name in absent]

    def beginning(self, place, start, least):
        count = len({name for node in self.desk.nodes() if (name := name_of(node)).startswith(start)})
        self.found += count
        if count < least:
            self.missing.append(f'{place}: {count} of at least {least} that begin “{start}”')

    def unnamed(self, place):
        for node in self.desk.nodes():
            if node.getRole() in NAMED and not name_of(node):
                self.missing.append(f'{place}: unnamed {node.getRoleName()} in {node.parent.name if node.parent else "?"!r}')


def start(desk):
    desk.find('Start practising', seconds=60)
    desk.press('Continue')  # the keychain keeps the vault's key
    desk.press('Start practising')
    desk.find('Main navigation')


def main(baton, profile):
    desk = Desk(baton, profile, Waiter())
    look = Look(desk)
    try:
        start(desk)
        look.all('window', WINDOW)
        desk.press('Play the demonstration')
        desk.sees('All ten steps are done.', seconds=90)  # how it goes on its way may be over before it is looked at
        for page, names in PAGES.items():
            desk.page(page)
            look.all(page, names)
            look.unnamed(page)
            if page == 'Registry':
                look.beginning(page, 'Fault ', 14)
        for name, (page, button, back, names) in BEHIND.items():
            desk.page(page)
            desk.press(button)
            look.all(name, names)
            look.unnamed(name)
            if name == 'Recall':
                for number in range(1, 5):
                    look.beginning(name, f'Recall step {number}: ', 1)
            desk.press(back)
        for name, (choose, content, names) in TOOLS.items():
            desk.page('Record')
            desk.entry('Sections', name)
            if choose:
                path = os.path.join(profile, name + '.csv')
                with open(path, 'w') as file:
                    file.write(content)
                desk.press(choose)
                desk.file(path, 'Open')
            look.all(name, names)
            look.unnamed(name)
            if name == 'Provenance':
                look.beginning(name, 'Show ', 3)
            desk.press('Back to record' if name == 'Batch' else 'Back to items')
        desk.page('Record')
        desk.press('Delete item')
        look.all('Review', ['Changes as fields', 'Changes as JSON', 'Checked beforehand', 'Send changes'])
        look.unnamed('Review')
        desk.press('Back to items')
    finally:
        desk.end()
    if look.missing:
        sys.exit('not in the accessibility tree:\n  ' + '\n  '.join(look.missing))
    print(f'{look.found} names found')


with tempfile.TemporaryDirectory(prefix='baton-atspi.') as folder:
    main(sys.argv[1], folder)
