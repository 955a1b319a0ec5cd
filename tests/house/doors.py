#!/usr/bin/env python3
"""Rules that a search can hold: one door to the network, no insecure fallback, no unbounded listener (S2, S38, S47)."""
import pathlib, re, sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
RULES = [
    (re.compile(r'\bQNetworkAccessManager\b'), {'app/http'}, 'only app/http touches QNetworkAccessManager (S38)'),
    (re.compile(r'setInsecureFallback\s*\(\s*true'), set(), 'no insecure keychain fallback (S47)'),
    (re.compile(r'QHostAddress::Any(IPv4|IPv6)?\b'), set(), 'never listen on all interfaces (S2)'),
    (re.compile(r'QOAuthHttpServerReplyHandler\s*[({*]|generateRandomString\s*\('), set(), 'unfit in Qt 6.4.2 (S3)'),
    (re.compile(r'clipboard\(\)\s*->\s*set'), {'ui/common/clipboard.cpp'}, 'one way onto the clipboard: copyText, copySecret (S50)'),
    (re.compile(r'copyText\(.*([cC]ompact|reveal|[tT]oken\b|[pP]assphrase|[sS]ecret)'), set(), 'secrets and packages are copied with copySecret (S50)'),
    (re.compile(r'setTextFormat\(\s*Qt::(RichText|AutoText|MarkdownText)'), set(), 'text is plain (S51)'),
    (re.compile(r'\bQEventLoop\b|processEvents\s*\('), {'app/main.cpp'}, 'no nested event loops'),
]


def main():
    wrong = []
    for side in ('app', 'ui'):
        for path in sorted((ROOT / side).rglob('*')):
            if path.suffix not in ('.h', '.cpp'):
                continue
            where = path.relative_to(ROOT).as_posix()
            for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
                code = re.sub(r'//.*', '', line)
                for pattern, allowed, why in RULES:
                    if pattern.search(code) and not any(where.startswith(a) for a in allowed):
                        wrong.append(f'{where}:{number}: {why}')
    print('\n'.join(wrong) if wrong else 'all rules hold')
    return 1 if wrong else 0


sys.exit(main())
