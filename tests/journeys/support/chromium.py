"""A real Chromium over WebDriver, for journeys in Python; the same browser that support/browser.h drives."""
import json, os, re, shutil, subprocess, tempfile, time, urllib.error, urllib.request

ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'
ARGUMENTS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
             '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage']


class Chromium:
    def __init__(self):
        driver = shutil.which('chromedriver') or shutil.which('chromium.chromedriver')
        chromium = next(filter(None, map(shutil.which, ('chromium', 'chromium-browser', 'google-chrome'))), None)
        if not driver or not chromium:
            raise SystemExit('Chromium and chromedriver are needed (packages chromium, chromium-driver)')
        self.folder = tempfile.mkdtemp(prefix='baton-chromium.')
        self.process = subprocess.Popen([driver, '--port=0'], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.process.stdout:
            if port := re.search(r'started successfully on port (\d+)', line):
                break
        self.base = f'http://127.0.0.1:{port[1]}'
        options = {'binary': chromium, 'args': ARGUMENTS + [f'--user-data-dir={self.folder}']}
        made = self.call('POST', '/session', {'capabilities': {'alwaysMatch': {'browserName': 'chrome', 'goog:chromeOptions': options}}})
        self.base += '/session/' + made['sessionId']

    def call(self, method, path, body=None):
        data = json.dumps(body or {}).encode() if method == 'POST' else None
        request = urllib.request.Request(self.base + path, data, {'Content-Type': 'application/json'}, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)['value']

    def environment(self):
        """What Baton needs to open its links here."""
        here = os.path.dirname(os.path.abspath(__file__))
        return {'BROWSER': f'{here}/open-in-browser %s', 'BATON_TEST_WEBDRIVER': self.base}

    def open(self, url):
        self.call('POST', '/url', {'url': url})

    def url(self):
        return self.call('GET', '/url')

    def text(self):
        return self.call('POST', '/execute/sync', {'script': "return document.body ? document.body.innerText : ''", 'args': []})

    def click(self, name, seconds=20):
        """By the accessible name that Chromium computes."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:  # WebDriver can only be asked
            try:
                for one in self.call('POST', '/elements', {'using': 'css selector', 'value': 'input, button, a'}):
                    element = f'/element/{one[ELEMENT]}'
                    if self.call('GET', element + '/computedlabel') == name:
                        # A radio whose own box is covered by its card cannot be clicked with the mouse.
                        self.call('POST', '/execute/sync', {'script': 'arguments[0].click()', 'args': [one]})
                        return
            except urllib.error.HTTPError:
                pass  # the page changed under our hands
            time.sleep(0.1)
        raise SystemExit(f'the browser shows no “{name}”: {self.url()}\n{self.text()}')

    def reads(self, words, seconds=20):
        end = time.monotonic() + seconds
        while words not in self.text():
            if time.monotonic() > end:
                raise SystemExit(f'the browser does not read “{words}”: {self.url()}\n{self.text()}')
            time.sleep(0.1)

    def end(self):
        try:
            self.call('DELETE', '')
        except (urllib.error.URLError, OSError):
            pass
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)
