#!/usr/bin/env python3
"""Reads every #include of app and ui and fails when an arrow points the wrong way.

  tests/house/arrows.py [ROOT]     check the tree (default: the repository this file is in)
  tests/house/arrows.py --self     show that a wrong arrow would be found
"""
import pathlib, re, sys, tempfile

# Each room may include itself and what is named here (transitive by listing, not by guess).
BELOW = {
    'base': set(),
    'orcid': {'base'}, 'http': {'base'}, 'jose': {'base'},
    'vault': {'base', 'jose'},
    'clients': {'base', 'orcid', 'vault'},
    'signin': {'base', 'orcid', 'http', 'jose', 'vault', 'clients'},
    'claims': {'base', 'orcid', 'http', 'jose', 'vault', 'clients'},
    'handover': {'base', 'orcid', 'http', 'jose', 'vault', 'clients'},
    'exchange': {'base', 'orcid', 'http', 'jose', 'vault', 'clients'},
    'practice': {'base', 'orcid', 'jose'},
}
BELOW['record'] = BELOW['exchange'] | {'exchange'}
BELOW['formats'] = BELOW['record'] | {'record'}
BELOW['imports'] = BELOW['formats'] | {'formats'}
BELOW['batch'] = BELOW['imports'] | {'imports', 'handover'}
BELOW['relay'] = BELOW['record'] | {'record', 'signin', 'claims', 'handover'}
BELOW['ledger'] = BELOW['exchange'] | {'exchange', 'handover'}
BELOW['desk'] = BELOW['relay'] | {'relay', 'ledger', 'practice', 'formats', 'imports', 'batch'}
BELOW['demo'] = BELOW['desk'] | {'desk'}
BELOW['cli'] = BELOW['demo'] | {'demo'}
STEPS = {'signin', 'claims', 'handover', 'exchange'}
UI_ANYWHERE = {'common'}
WIDGETS = re.compile(r'#include\s*<(?:QtWidgets|QtGui|QtSvg|QtPrintSupport)/')
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)


def check(root):
    wrong = []
    for side in ('app', 'ui'):
        for path in sorted((root / side).rglob('*')):
            if path.suffix not in ('.h', '.cpp'):
                continue
            parts = path.relative_to(root).parts
            text = path.read_text(encoding='utf-8')
            room = parts[1] if len(parts) > 2 else 'main'
            if side == 'app' and room != 'main' and room not in BELOW:
                wrong.append(f'{path.relative_to(root)}: the room app/{room} has no place in the order of arrows')
                continue
            if side == 'app' and room != 'main' and WIDGETS.search(text):
                wrong.append(f'{path.relative_to(root)}: app links neither Widgets nor Gui')
            for target in INCLUDE.findall(text):
                if target.endswith('.moc'):
                    continue
                to = target.split('/')
                if to[0] not in ('app', 'ui') or len(to) < 3:
                    wrong.append(f'{path.relative_to(root)}: "{target}" is not rooted at the repository')
                elif room == 'main':
                    continue
                elif side == 'app' and (to[0] == 'ui' or (to[1] != room and to[1] not in BELOW[room])):
                    wrong.append(f'{path.relative_to(root)}: app/{room} must not include {to[0]}/{to[1]}')
                elif side == 'ui' and to[0] == 'ui' and to[1] not in UI_ANYWHERE | {room} and room != 'shell':
                    wrong.append(f'{path.relative_to(root)}: ui/{room} must not include ui/{to[1]}')
                elif side == 'ui' and to[0] == 'app' and to[1] == 'cli':
                    wrong.append(f'{path.relative_to(root)}: ui must not include app/cli')
    for step in STEPS:
        assert not (BELOW[step] & STEPS), 'steps exchange structs and do not call each other'
    return wrong


def self_test():
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        cases = {
            'app/base/a.cpp': ('#include "app/http/httpclient.h"', True),
            'app/signin/a.cpp': ('#include "app/claims/claims.h"', True),
            'app/practice/a.h': ('#include "app/http/trace.h"', True),
            'app/record/a.cpp': ('#include "ui/common/theme.h"', True),
            'app/orcid/a.h': ('#include <QtGui/QColor>', True),
            'ui/signin/a.cpp': ('#include "ui/record/recordpage.h"', True),
            'ui/claims/a.cpp': ('#include "../common/theme.h"', True),
            'app/record/b.cpp': ('#include "app/exchange/exchanger.h"', False),
            'ui/shell/b.cpp': ('#include "ui/record/recordpage.h"', False),
            'app/main.cpp': ('#include "ui/shell/mainwindow.h"', False),
        }
        (root / 'ui').mkdir()
        for file, (text, is_wrong) in cases.items():
            path = root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + '\n')
            found = bool(check(root))
            path.unlink()
            if found != is_wrong:
                sys.exit(f'self-test: {file} with {text!r}: expected {"refused" if is_wrong else "accepted"}')
    print(f'{len(cases)} cases')


if __name__ == '__main__':
    if sys.argv[1:] == ['--self']:
        self_test()
    else:
        root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]
        wrong = check(root)
        print('\n'.join(wrong) if wrong else 'all arrows point the right way')
        sys.exit(1 if wrong else 0)
