#!/usr/bin/python3
"""Walks the running program through the accessibility tree, as a screen reader does: starts practising, opens every page
and looks for the accessible names that are part of the interface. Run inside in-session.

  atspi_names.py BATON
"""
import os, subprocess, sys, tempfile, time

os.environ['NO_AT_BRIDGE'] = '0'
import pyatspi

PAGES = {
    'Overview': ['Sequence diagram', 'Play the demonstration', 'Next step', 'Start over', 'Show HTTP exchange'],
    'Sign in': ['Client', 'Scope openid', 'Scope /read-limited', 'Scope /activities/update', 'Scope /person/update', 'Scope /authenticate',
                'Redirect URI', 'Sign-in link', 'Open browser to sign in', 'Copy redirect URI', 'Copy sign-in link', 'Manage clients',
                'Use an existing access token'],
    'Identity token': [],
    'Hand over': [],
    'Inbox': ['Drop package here', 'Open package', 'Paste package'],
    'Record': [],
    'Traffic': ['Filter requests', 'All requests', 'Giving', 'Receiving', 'Failed', 'Hide secrets', 'Requests', 'Export HAR', 'Clear traffic'],
    'Registry': ['Registry address', 'Open in browser', 'Stop registry', 'Practice researchers', 'Practice clients'],
    'Clients and partners': ['Our clients', 'Partners', 'Search partners', 'Add client', 'Share my card', 'Import card'],
    'Preferences': ['Text size 100 percent', 'Text size 150 percent', 'Open links with', 'Sign-in waits', 'Keep spinners still',
                    'Renew token by itself', 'Start practice registry', 'Practice port', 'Restore defaults'],
}
WINDOW = ['Main navigation', 'Environment', 'Main menu', 'Registry state', 'Last request', 'Delegated token']


def walk(node, depth=0):
    yield node
    if depth > 40:
        return
    for i in range(node.childCount):
        try:
            child = node.getChildAtIndex(i)
        except Exception:
            continue
        if child is not None:
            yield from walk(child, depth + 1)


def wait(what, seconds=30):
    end = time.monotonic() + seconds
    while True:
        value = what()
        if value or time.monotonic() > end:
            return value
        time.sleep(0.2)  # the accessibility bus has no event for "settled"


def application():
    desktop = pyatspi.Registry.getDesktop(0)
    for i in range(desktop.childCount):
        child = desktop.getChildAtIndex(i)
        # The GTK platform theme may register an empty one of the same name beside it.
        if child is not None and child.name.lower().startswith('baton') and child.childCount:
            return child
    return None


def showing(node):
    try:
        return node.getState().contains(pyatspi.STATE_SHOWING)
    except Exception:
        return False


def name_of(node):
    # A combo's own name is its current text; what it is called comes from its label.
    for relation in node.getRelationSet():
        if relation.getRelationType() == pyatspi.RELATION_LABELLED_BY:
            return relation.getTarget(0).name or node.name
    return node.name


def find(app, name, roles=None):
    for node in walk(app):
        try:
            if name_of(node) == name and showing(node) and (roles is None or node.getRole() in roles):
                return node
        except Exception:
            continue
    return None


def press(node):
    action = node.queryAction()
    names = [action.getName(i).lower() for i in range(action.nActions)]
    for wanted in ('press', 'toggle', 'click'):
        if wanted in names:
            return action.doAction(names.index(wanted))
    return action.doAction(0)


def main():
    profile = tempfile.mkdtemp(prefix='baton-atspi.')
    env = dict(os.environ, QT_LINUX_ACCESSIBILITY_ALWAYS_ON='1', QT_ACCESSIBILITY='1')
    process = subprocess.Popen([sys.argv[1], '--profile', profile], env=env)
    missing = []
    try:
        app = wait(application)
        if not app:
            sys.exit('Baton did not appear on the accessibility bus')
        start = wait(lambda: find(app, 'Start practising'))
        if not start:
            sys.exit('the welcome page has no “Start practising”')
        going_on = wait(lambda: find(app, 'Continue'), 6)
        if going_on:
            press(going_on)
        press(start)
        if not wait(lambda: find(app, 'Main navigation')):
            sys.exit('no main navigation after “Start practising”')
        missing += [f'window: {name}' for name in WINDOW if not wait(lambda: find(app, name), 10)]
        for page, names in PAGES.items():
            item = find(app, page, {pyatspi.ROLE_CHECK_BOX, pyatspi.ROLE_RADIO_BUTTON, pyatspi.ROLE_TOGGLE_BUTTON, pyatspi.ROLE_PUSH_BUTTON})
            if not item:
                missing.append(f'navigation: {page}')
                continue
            press(item)
            missing += [f'{page}: {name}' for name in names if not wait(lambda: find(app, name), 5)]
        unnamed = set()
        for node in walk(app):
            if node.getRole() in (pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_CHECK_BOX, pyatspi.ROLE_TEXT, pyatspi.ROLE_COMBO_BOX) and showing(node) and not name_of(node):
                unnamed.add(f'unnamed {node.getRoleName()} in {node.parent.name if node.parent else "?"!r}')
        missing += sorted(unnamed)
    finally:
        process.terminate()
        process.wait(20)
    if missing:
        sys.exit('not in the accessibility tree:\n  ' + '\n  '.join(missing))
    print(f'{sum(map(len, PAGES.values())) + len(PAGES) + len(WINDOW)} names found')


main()
