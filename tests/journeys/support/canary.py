"""G7 for journeys in Python: does a secret lie about anywhere, in any disguise? The same forms as support/canary.h."""
import base64, json, os, subprocess, urllib.parse


def base64_at(secret, offset, urlsafe):
    encode = base64.urlsafe_b64encode if urlsafe else base64.b64encode
    text = encode(b'\0' * offset + secret).rstrip(b'=')
    return text[(offset * 8 + 5) // 6:(offset + len(secret)) * 8 // 6]


def disguises(secret):
    percent = ''.join(f'%{byte:02x}' for byte in secret)
    text = secret.decode('latin-1')
    forms = {secret, secret.hex().encode(), secret.hex().upper().encode(), urllib.parse.quote(text, safe='').encode(), percent.encode(),
             percent.upper().encode(), text.encode('utf-16-le'), text.encode('utf-16-be')}
    return forms | {base64_at(secret, offset, urlsafe) for offset in range(3) for urlsafe in (False, True)}


class Search:
    def __init__(self, canaries):
        """canaries: name -> secret text; short ones would be found by chance."""
        assert canaries and all(len(value) >= 12 for value in canaries.values()), canaries.keys()
        self.canaries = canaries
        self.forms = {name: disguises(value.encode()) for name, value in canaries.items()}

    def in_bytes(self, data, where):
        return [f'{name} in {where}' for name, forms in self.forms.items() if any(form in data for form in forms)]

    def under(self, *folders):
        found = []
        for folder in folders:
            for path, _, files in os.walk(folder):
                for name in files:
                    file = os.path.join(path, name)
                    if os.path.isfile(file) and not os.path.islink(file):
                        with open(file, 'rb') as opened:
                            found += self.in_bytes(os.path.join(path, name).encode() + b'\0' + opened.read(), file)
        return found

    def in_process(self, pid):
        found = []
        for entry in ('cmdline', 'environ', 'comm'):
            try:
                with open(f'/proc/{pid}/{entry}', 'rb') as opened:
                    found += self.in_bytes(opened.read(), f'/proc/{pid}/{entry}')
            except PermissionError:
                pass  # a release lets nobody look (S48)
        return found

    def in_memory(self, pid, tool):
        """Where in a process, in which disguise; `tool`: memory_search of this build."""
        found = subprocess.run([tool, str(pid)], input=json.dumps(self.canaries), capture_output=True, text=True, timeout=120)
        assert found.returncode in (0, 1), found.stderr
        return found.stdout.splitlines()

    def proves_itself(self, folder):
        """Every disguise of every canary, put into a file of this very folder, is seen."""
        path = os.path.join(folder, '.planted')
        for name, forms in self.forms.items():
            for form in forms:
                with open(path, 'wb') as opened:
                    opened.write(b'before' + form + b'behind')
                assert any(name in one for one in self.under(folder)), (name, form)
        os.remove(path)
